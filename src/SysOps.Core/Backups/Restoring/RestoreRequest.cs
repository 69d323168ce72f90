namespace SysOps.Backups.Restoring;

/// <summary>What is to be restored, and how.</summary>
public sealed record RestoreRequest
{
    /// <summary>The backup's name.</summary>
    public required string Backup { get; init; }

    /// <summary>Full path of its repository.</summary>
    public required string Repository { get; init; }

    /// <summary>Null: all that the backup has and that there is a place for.</summary>
    public IReadOnlyList<BackupComponentKind>? Components { get; init; }

    /// <summary>Patterns of the paths to restore, each with all that is in it; empty for all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Full path of a folder to restore into, in place of where it came from.</summary>
    public string? Destination { get; init; }

    /// <summary>What the database is to be called; of SQLite the name of its file.</summary>
    public string? DatabaseName { get; init; }

    public OverwriteMode Overwrite { get; init; }

    /// <summary>Whether what the backup does not have goes away.</summary>
    public bool Mirror { get; init; }

    /// <summary>Leaves owners, grants and tablespaces of the database out.</summary>
    public bool NoOwner { get; init; }

    /// <summary>Restores although processes or services use what is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Removes what was replaced once all is in place.</summary>
    public bool RemovePrevious { get; init; }
}
