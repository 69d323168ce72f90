namespace SysOps.Settings;

/// <summary>The depth of a service's queue: a Redis list or stream by its key, or a query of the configured database that returns a count.</summary>
public sealed record QueueSettings
{
    /// <summary>The whole key; a list is counted by LLEN, a stream by XLEN.</summary>
    public string? Key { get; init; }

    public SensitiveText? Query { get; init; }

    public Threshold Depth { get; init; } = new();
}
