namespace SysOps.Settings;

/// <summary>The section <c>cache</c>.</summary>
public sealed record CacheSettings
{
    /// <summary>As StackExchange.Redis takes it: <c>host:port,host:port,ssl=true,…</c>.</summary>
    public required SensitiveText ConnectionString { get; init; }

    public SecretReference? Password { get; init; }

    /// <summary>The service's own keys start with it; SysOps writes below it only.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>Whether the probe writes, reads and deletes a key of its own.</summary>
    public bool WriteProbe { get; init; } = true;

    public CacheThresholds Thresholds { get; init; } = new();

    public IReadOnlyList<string> RequiredChecks { get; init; } = [];

    public TimeSpan? Timeout { get; init; }
}
