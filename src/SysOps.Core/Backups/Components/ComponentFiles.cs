namespace SysOps.Backups.Components;

/// <summary>The names of the files that components are stored in.</summary>
public static class ComponentFiles
{
    /// <summary>A dump of PostgreSQL in pg_dump's directory format, and globals.sql.</summary>
    public const string DatabaseArchive = "database.tar.zst";

    public const string DatabaseIndex = "database.index.jsonl.zst";

    /// <summary>A SQLite database, without a tar stream around it.</summary>
    public const string SqliteDatabase = "database.sqlite.zst";

    public const string WorkspacesArchive = "workspaces.tar.zst";

    public const string WorkspacesIndex = "workspaces.index.jsonl.zst";

    /// <summary>Of an incremental backup: the paths that its parent has and it has not, each ended by a zero, what is in a folder before the folder.</summary>
    public const string WorkspacesRemoved = "workspaces.removed";

    /// <summary>Files by their absolute paths, without the first slash.</summary>
    public const string ConfigurationArchive = "configuration.tar.zst";

    public const string ConfigurationIndex = "configuration.index.jsonl.zst";

    /// <summary>The archive of a component and its index; null for a component that is no archive.</summary>
    /// <param name="files">The names of the component's files.</param>
    public static (string Archive, string Index)? ArchiveOf(IReadOnlyList<string> files) =>
        new[] { (DatabaseArchive, DatabaseIndex), (WorkspacesArchive, WorkspacesIndex), (ConfigurationArchive, ConfigurationIndex) }
            .Where(pair => files.Contains(pair.Item1, StringComparer.Ordinal))
            .Cast<(string, string)?>()
            .FirstOrDefault();
}
