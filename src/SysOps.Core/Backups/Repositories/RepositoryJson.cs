using System.Text.Json.Serialization;

namespace SysOps.Backups.Repositories;

/// <summary>How the repository's small files are written. Unlike a manifest they tolerate members of later versions: they may be changed at any time, and no restore depends on them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(JsonStringEnumConverter<RepositoryLockMode>)])]
[JsonSerializable(typeof(RepositoryInformation))]
[JsonSerializable(typeof(BackupLabels))]
[JsonSerializable(typeof(BackupVerification))]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class RepositoryJson : JsonSerializerContext;
