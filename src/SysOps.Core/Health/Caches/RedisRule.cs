using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Caches;

/// <summary>The pure rule from a Redis server's figures to checks. A figure that does not apply makes none.</summary>
public static class RedisRule
{
    private const string NoEviction = "noeviction";

    public static IReadOnlyList<HealthCheck> Judge(RedisMetrics metrics, CacheThresholds limits)
    {
        List<HealthCheck> checks = [Memory(metrics, limits)];
        if (metrics.FragmentationRatio is { } fragmentation)
        {
            checks.Add(Judgement.High("memory.fragmentation", fragmentation, Units.Count, limits.Fragmentation, Text($"fragmentation ratio {fragmentation:0.##}")));
        }

        checks.Add(metrics.HitPercent is { } hits
            ? Judgement.Low("hits", hits, Units.Percent, limits.HitRate, Text($"{hits:0.#} % of the lookups hit; {metrics.EvictedKeys} keys evicted, {metrics.ExpiredKeys} expired"))
            : new HealthCheck { Name = "hits", Status = HealthStatus.Healthy, Message = "nothing was looked up yet" });
        if (metrics is { Clients: { } clients, MaxClients: > 0 and { } most })
        {
            checks.Add(Judgement.High("clients", 100.0 * clients / most, Units.Percent, limits.Clients, $"{clients} of {most} clients connected"));
        }

        if (metrics.RejectedConnections is { } rejected)
        {
            checks.Add(Judgement.High("clients.rejected", metrics.NewRejectedConnections ?? 0, Units.Count, new Threshold(Warning: 0), metrics.NewRejectedConnections is > 0 ? $"{metrics.NewRejectedConnections} connections refused since the last look: maxclients is reached" : $"{rejected} connections refused since the server started"));
        }

        if (metrics.PersistenceWorks is { } works)
        {
            checks.Add(Is("persistence", works ? HealthStatus.Healthy : HealthStatus.Unhealthy, works ? $"no save failed; {metrics.ChangesSinceSave} changes since the last{(metrics.IsAppendOnly is true ? ", each appended to a file" : "")}" : "the last save failed: see the server's log and its disk"));
        }

        if (metrics.PrimaryLinkUp is { } up)
        {
            checks.Add(Link(up, metrics));
        }

        if (metrics.ReplicationLag is { } lag)
        {
            checks.Add(Judgement.High("replication.lag", lag.TotalSeconds, Units.Seconds, limits.ReplicationLag, Text($"heard of the primary {lag.TotalSeconds:0} s ago")));
        }

        return checks;
    }

    private static HealthCheck Memory(RedisMetrics metrics, CacheThresholds limits)
    {
        string used = Size.Format(metrics.UsedMemoryBytes ?? 0);
        if (metrics.MaxMemoryBytes is not { } most)
        {
            return Is("memory", HealthStatus.Healthy, $"{used} used, no limit set") with { Value = metrics.UsedMemoryBytes, Unit = Units.Bytes };
        }

        // A cache that evicts is meant to be full; one that does not will refuse writes.
        bool evicts = metrics.EvictionPolicy is not NoEviction;
        return Judgement.High("memory", metrics.MemoryPercent, Units.Percent, evicts ? null : limits.Memory, $"{used} of {Size.Format(most)} used, {metrics.EvictionPolicy}");
    }

    private static HealthCheck Link(bool up, RedisMetrics metrics) => (up, metrics.IsSynchronising) switch
    {
        (true, _) => Is("replication.link", HealthStatus.Healthy, $"connected to the primary {metrics.Primary}"),
        (_, true) => Is("replication.link", HealthStatus.Degraded, $"the replica is being filled by its primary {metrics.Primary}"),
        _ => Is("replication.link", HealthStatus.Unhealthy, $"the replica has lost its primary {metrics.Primary}"),
    };

    private static HealthCheck Is(string name, HealthStatus status, string message) => new() { Name = name, Status = status, Message = message };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
