namespace SysOps.Settings.Binding;

/// <summary>Binds <c>cache.thresholds</c>.</summary>
internal static class CacheThresholdsBinder
{
    public static CacheThresholds Bind(Section section)
    {
        CacheThresholds defaults = new();
        return new CacheThresholds
        {
            Ping = section.Read("ping", Thresholds.OfTime, defaults.Ping),
            RoundTrip = section.Read("roundTrip", Thresholds.OfTime, defaults.RoundTrip),
            Memory = section.Read("memory", Thresholds.OfShare, defaults.Memory),
            Clients = section.Read("clients", Thresholds.OfShare, defaults.Clients),
            Fragmentation = section.Read("fragmentation", Thresholds.OfCount, defaults.Fragmentation),
            HitRate = section.Read("hitRate", Thresholds.OfLowShare, defaults.HitRate),
            ReplicationLag = section.Read("replicationLag", Thresholds.OfTime, defaults.ReplicationLag),
        };
    }
}
