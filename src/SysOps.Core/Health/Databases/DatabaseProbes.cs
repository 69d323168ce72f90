using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>The probe of the configured database.</summary>
public static class DatabaseProbes
{
    /// <summary>Empty when no database is configured.</summary>
    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings) => settings.Database switch
    {
        null => [],
        { Provider: DatabaseProvider.Sqlite } database => [new SqliteProbe(database, StateFolder.Path)],
        { } database => [new PostgreSqlProbe(database)],
    };
}
