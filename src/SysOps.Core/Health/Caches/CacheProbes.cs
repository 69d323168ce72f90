using SysOps.Settings;

namespace SysOps.Health.Caches;

/// <summary>The probe of the configured cache.</summary>
public static class CacheProbes
{
    /// <summary>Empty when no cache is configured.</summary>
    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings) => settings.Cache is { } cache ? [new RedisProbe(cache)] : [];
}
