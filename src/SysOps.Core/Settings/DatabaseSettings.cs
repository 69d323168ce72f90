namespace SysOps.Settings;

/// <summary>The section <c>database</c>.</summary>
public sealed record DatabaseSettings
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.PostgreSql;

    public required SensitiveText ConnectionString { get; init; }

    /// <summary>Kept out of the connection string, and put into it when the server is opened.</summary>
    public SecretReference? Password { get; init; }

    /// <summary>A query that only succeeds when the service's own data is there; it returns one value.</summary>
    public SensitiveText? HealthQuery { get; init; }

    public DatabaseThresholds Thresholds { get; init; } = new();

    /// <summary>Names of optional checks that count when they cannot be read.</summary>
    public IReadOnlyList<string> RequiredChecks { get; init; } = [];

    public QuickCheckSchedule QuickCheck { get; init; } = QuickCheckSchedule.Off;

    public TimeSpan? Timeout { get; init; }

    /// <summary>The folder of the configuration: a relative <c>Data Source</c> starts there.</summary>
    public required string BaseFolder { get; init; }
}
