namespace SysOps.Health.Caches;

/// <summary>The pure rule from INFO to metrics.</summary>
public static class RedisFigures
{
    public static RedisMetrics Of(RedisInfo info, RedisMetrics metrics)
    {
        long? limit = info.Number("maxmemory") is > 0 and { } bytes ? bytes : null;
        long? used = info.Number("used_memory");
        long? hits = info.Number("keyspace_hits");
        long? misses = info.Number("keyspace_misses");
        long? rejected = info.Number("rejected_connections");
        bool isReplica = info.Text("role") == "slave";
        return metrics with
        {
            Version = info.Text("redis_version"),
            Mode = info.Text("redis_mode"),
            IsReplica = isReplica,
            Uptime = info.Number("uptime_in_seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            UsedMemoryBytes = used,
            MaxMemoryBytes = limit,
            MemoryPercent = limit is null ? null : 100.0 * used / limit,
            FragmentationRatio = info.Real("mem_fragmentation_ratio"),
            EvictionPolicy = info.Text("maxmemory_policy"),
            Hits = hits,
            Misses = misses,
            HitPercent = hits + misses > 0 ? 100.0 * hits / (hits + misses) : null,
            OperationsPerSecond = info.Number("instantaneous_ops_per_sec"),
            EvictedKeys = info.Number("evicted_keys"),
            ExpiredKeys = info.Number("expired_keys"),
            Clients = info.Number("connected_clients"),
            MaxClients = info.Number("maxclients"),
            RejectedConnections = rejected,
            NewRejectedConnections = rejected is { } count ? CounterMemory.RiseOf($"redis:{metrics.Endpoint}:rejected", count) : null,
            IsLoading = info.Number("loading") is { } loading ? loading != 0 : null,
            PersistenceWorks = info.Text("rdb_last_bgsave_status") is { } save ? save == "ok" && info.Text("aof_last_write_status") != "err" && info.Text("aof_last_bgrewrite_status") != "err" : null,
            LastSave = info.Number("rdb_last_save_time") is > 0 and { } saved ? DateTimeOffset.FromUnixTimeSeconds(saved).LocalDateTime : null,
            ChangesSinceSave = info.Number("rdb_changes_since_last_save"),
            IsAppendOnly = info.Number("aof_enabled") is { } append ? append != 0 : null,
            ConnectedReplicas = info.Number("connected_slaves"),
            Primary = isReplica ? $"{info.Text("master_host")}:{info.Text("master_port")}" : null,
            IsSynchronising = isReplica ? info.Number("master_sync_in_progress") == 1 : null,
            PrimaryLinkUp = isReplica ? info.Text("master_link_status") == "up" : null,
            ReplicationLag = isReplica && info.Number("master_last_io_seconds_ago") is >= 0 and { } ago ? TimeSpan.FromSeconds(ago) : null,
        };
    }
}
