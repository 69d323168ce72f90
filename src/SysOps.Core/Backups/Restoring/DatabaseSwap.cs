using SysOps.Settings;

namespace SysOps.Backups.Restoring;

/// <summary>What puts a restored database in place. Of PostgreSQL names and ids tell which side it is on; of SQLite the files in the staging folder.</summary>
public sealed record DatabaseSwap
{
    public required DatabaseProvider Provider { get; init; }

    /// <summary>The live database; of SQLite its full path.</summary>
    public required string Name { get; init; }

    /// <summary>The restored one, until it is in place; of SQLite the full path of the staging folder beside the live one.</summary>
    public required string Scratch { get; init; }

    /// <summary>The restored one's own number (OID), which no renaming changes; null until it is made.</summary>
    public long? ScratchId { get; init; }

    /// <summary>What the old one is called afterwards; null when there was none.</summary>
    public string? Previous { get; init; }

    /// <summary>The comment of the restored one once it is in place.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether the old one goes away in the end.</summary>
    public bool RemovePrevious { get; init; }
}
