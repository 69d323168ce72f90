namespace SysOps.Settings;

/// <summary>The databases that SysOps speaks to.</summary>
public enum DatabaseProvider
{
    PostgreSql,
    Sqlite,
}
