using System.Data.Common;

namespace SysOps.Settings;

/// <summary>The file of a configured SQLite database.</summary>
public static class SqliteFile
{
    /// <summary>The folder of the file; null when there is no such database, or when its place is not known before its references are resolved.</summary>
    public static string? FolderOf(DatabaseSettings? settings)
    {
        if (settings is not { Provider: DatabaseProvider.Sqlite } || settings.ConnectionString.HoldsSecret)
        {
            return null;
        }

        try
        {
            return Path.GetDirectoryName(PathOf(settings.ConnectionString.Template, settings.BaseFolder));
        }
        catch (ArgumentException)
        {
            // It is no connection string, which the probe of the database tells.
            return null;
        }
    }

    /// <summary>The full path that a resolved connection string names; a relative one starts at the configuration's folder.</summary>
    public static string? PathOf(string connectionString, string baseFolder)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        string[] keys = ["Data Source", "DataSource", "Filename"];
        string? file = keys.Select(key => builder.TryGetValue(key, out object? value) ? value as string : null).FirstOrDefault(value => value is not null);
        return string.IsNullOrEmpty(file) || file == ":memory:" ? null : Path.GetFullPath(file, baseFolder);
    }
}
