using SysOps.Servers.PostgreSql.Libpq;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>How a database is dumped.</summary>
public sealed record DumpOptions
{
    /// <summary>An existing folder of ours; the dump makes and removes a folder of its own in it.</summary>
    public required string StagingFolder { get; init; }

    public ProgramSearch Programs { get; init; } = new();

    /// <summary>How many tables are dumped at once.</summary>
    public int Jobs { get; init; } = Math.Min(4, Environment.ProcessorCount);

    /// <summary>Whether globals.sql holds the roles' password verifiers; only a superuser may read them.</summary>
    public bool IncludesRolePasswords { get; init; }

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
