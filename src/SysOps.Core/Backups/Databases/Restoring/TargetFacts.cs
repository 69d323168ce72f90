namespace SysOps.Backups.Databases.Restoring;

/// <summary>What a restore must know of the server before it begins, and of the database that it would replace.</summary>
public sealed record TargetFacts
{
    public required string ServerName { get; init; }

    public required int ServerMajor { get; init; }

    public required bool MayCreateDatabases { get; init; }

    public required bool IsStandby { get; init; }

    public required IReadOnlyList<string> Databases { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required IReadOnlyList<string> Tablespaces { get; init; }

    public required IReadOnlyList<string> AvailableExtensions { get; init; }

    /// <summary>Logical replication slots of the database that would be replaced.</summary>
    public IReadOnlyList<string> LogicalSlots { get; init; } = [];

    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>Jobs of pg_cron that stand in the database that would be replaced.</summary>
    public IReadOnlyList<string> CronJobs { get; init; } = [];

    public IReadOnlyList<string> PreparedTransactions { get; init; } = [];
}
