using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SysOps.Backups.Archives;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Databases.Facts;

/// <summary>What a manifest says of a database, read by those who know its kind.</summary>
internal static class ComponentFacts
{
    /// <exception cref="ArchiveCorruptException">They are missing or damaged.</exception>
    public static DatabaseDumpSummary OfPostgreSql(ManifestComponent component) => Read(component, DatabaseJson.Default.DatabaseDumpSummary);

    /// <exception cref="ArchiveCorruptException">They are missing or damaged.</exception>
    public static SqliteDumpSummary OfSqlite(ManifestComponent component) => Read(component, DatabaseJson.Default.SqliteDumpSummary);

    private static T Read<T>(ManifestComponent component, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return component.Facts?.Deserialize(type) ?? throw new JsonException("They are missing.");
        }
        catch (JsonException exception)
        {
            throw new ArchiveCorruptException($"The facts of the component '{component.Name}' are damaged: {exception.Message}", exception);
        }
    }
}
