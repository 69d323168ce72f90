using System.Text.Json;
using System.Text.Json.Serialization;
using SysOps.Backups.Manifests;
using SysOps.Settings;

namespace SysOps.Backups.Restoring;

/// <summary>How a journal is written and how strictly it is read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StrictEnumConverter<RestoreStage>), typeof(StrictEnumConverter<DatabaseProvider>)])]
[JsonSerializable(typeof(RestoreJournal))]
internal sealed partial class RestoreJson : JsonSerializerContext;
