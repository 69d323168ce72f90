using System.Text.Json.Serialization;
using SysOps.Backups.Databases.Sqlite;

namespace SysOps.Backups.Databases.Facts;

/// <summary>How the descriptions of dumps are written into a manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DatabaseDumpSummary))]
[JsonSerializable(typeof(SqliteDumpSummary))]
public sealed partial class DatabaseJson : JsonSerializerContext;
