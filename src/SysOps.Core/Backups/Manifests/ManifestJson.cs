using System.Text.Json;
using System.Text.Json.Serialization;

namespace SysOps.Backups.Manifests;

/// <summary>How a manifest is written: indented, for people too; and how strictly it is read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StrictEnumConverter<BackupStatus>), typeof(StrictEnumConverter<BackupComponentKind>), typeof(StrictEnumConverter<BackupConsistency>)])]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
