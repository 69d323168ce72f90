namespace SysOps.Settings;

/// <summary>The section <c>cache.thresholds</c>. Shares are percent 0–100, times seconds.</summary>
public sealed record CacheThresholds
{
    /// <summary>Redis answers within a millisecond; a tenth of a second is what a user begins to feel (https://www.nngroup.com/articles/response-times-3-important-limits/).</summary>
    public Threshold Ping { get; init; } = new(Warning: 0.1);

    /// <summary>The round trip of SET, GET and DEL; the limit as for the ping.</summary>
    public Threshold RoundTrip { get; init; } = new(Warning: 0.1);

    /// <summary>Share of maxmemory in use; judged only where keys are not evicted by policy. The last twentieth is left to react in before writes are refused.</summary>
    public Threshold Memory { get; init; } = new(Warning: 80, Critical: 95);

    /// <summary>Share of maxclients in use; as memory, for beyond it connections are refused.</summary>
    public Threshold Clients { get; init; } = new(Warning: 80, Critical: 95);

    /// <summary>mem_fragmentation_ratio; no limit unless one is set, as small instances show high ratios.</summary>
    public Threshold Fragmentation { get; init; } = new();

    /// <summary>Hits per lookup in percent, bad when low; no limit unless one is set.</summary>
    public Threshold HitRate { get; init; } = new();

    /// <summary>Seconds since the replica last heard of its primary, which pings it every 10 s (repl-ping-replica-period, https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/): three are missing.</summary>
    public Threshold ReplicationLag { get; init; } = new(Warning: 30, Critical: 300);
}
