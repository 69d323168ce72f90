namespace SysOps.Health.Caches;

/// <summary>What was measured of one Redis server; null where it may not be read, or does not apply.</summary>
public sealed record RedisMetrics : HealthMetrics
{
    /// <summary>host:port.</summary>
    public required string Endpoint { get; init; }

    public string? Version { get; init; }

    /// <summary>standalone, cluster or sentinel.</summary>
    public string? Mode { get; init; }

    public bool? IsReplica { get; init; }

    public TimeSpan? Uptime { get; init; }

    public TimeSpan? PingTime { get; init; }

    /// <summary>Of SET, GET and DEL together; null when nothing was written.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    public long? UsedMemoryBytes { get; init; }

    /// <summary>Null when there is no limit.</summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary>Null when there is no limit.</summary>
    public double? MemoryPercent { get; init; }

    public double? FragmentationRatio { get; init; }

    public string? EvictionPolicy { get; init; }

    public long? Hits { get; init; }

    public long? Misses { get; init; }

    /// <summary>Null when nothing was asked yet.</summary>
    public double? HitPercent { get; init; }

    public long? OperationsPerSecond { get; init; }

    public long? EvictedKeys { get; init; }

    public long? ExpiredKeys { get; init; }

    public long? Clients { get; init; }

    public long? MaxClients { get; init; }

    /// <summary>Since the server started.</summary>
    public long? RejectedConnections { get; init; }

    /// <summary>Since the last look of this process; null at the first.</summary>
    public long? NewRejectedConnections { get; init; }

    public bool? IsLoading { get; init; }

    /// <summary>False when the last save, append or rewrite failed.</summary>
    public bool? PersistenceWorks { get; init; }

    /// <summary>The last snapshot that went well, or the start of the server; local time.</summary>
    public DateTime? LastSave { get; init; }

    public long? ChangesSinceSave { get; init; }

    /// <summary>Whether every write is appended to a file.</summary>
    public bool? IsAppendOnly { get; init; }

    public long? ConnectedReplicas { get; init; }

    /// <summary>Of a replica: host:port of its primary.</summary>
    public string? Primary { get; init; }

    /// <summary>Of a replica: whether it is connected to its primary.</summary>
    public bool? PrimaryLinkUp { get; init; }

    /// <summary>Of a replica: whether it is just being filled by its primary.</summary>
    public bool? IsSynchronising { get; init; }

    /// <summary>Of a replica: since it last heard of its primary.</summary>
    public TimeSpan? ReplicationLag { get; init; }

    /// <summary>The other servers, where there are several.</summary>
    public IReadOnlyList<RedisMetrics> OtherNodes { get; init; } = [];
}
