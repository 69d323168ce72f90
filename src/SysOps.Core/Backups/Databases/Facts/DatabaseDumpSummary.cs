namespace SysOps.Backups.Databases.Facts;

/// <summary>The part of a backup's manifest that describes a dump of PostgreSQL: enough to make the database again and to compare it. No secret.</summary>
public sealed record DatabaseDumpSummary
{
    public const int CurrentVersion = 1;

    /// <summary>Of this description; one that is higher than <see cref="CurrentVersion"/> was written by a newer SysOps.</summary>
    public int Version { get; init; } = CurrentVersion;

    public required DatabaseFacts Database { get; init; }

    /// <summary>Of pg_dump; an older pg_restore cannot read the dump.</summary>
    public required string ProgramVersion { get; init; }

    public required int ProgramMajor { get; init; }

    /// <summary>Of the format of toc.dat.</summary>
    public required string FormatVersion { get; init; }

    /// <summary>Whether globals.sql holds the roles' password verifiers.</summary>
    public required bool HasRolePasswords { get; init; }

    /// <summary>Of the data files.</summary>
    public required long DataBytes { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<TableFacts> Tables { get; init; }

    public required IReadOnlyList<SequenceFacts> Sequences { get; init; }

    public required IReadOnlyList<LargeObjectFacts> LargeObjects { get; init; }

    public required IReadOnlyList<MaterializedViewFacts> MaterializedViews { get; init; }

    /// <summary>What did not go as it should without spoiling the dump.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
