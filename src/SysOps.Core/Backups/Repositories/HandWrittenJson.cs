using System.Text.Json;
using System.Text.Json.Serialization;

namespace SysOps.Backups.Repositories;

/// <summary>How notes without a sum are read: to the letter, as a name that is damaged would pass for a member of a later version, and what it said be lost.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BackupLabels))]
[JsonSerializable(typeof(BackupVerification))]
internal sealed partial class HandWrittenJson : JsonSerializerContext;
