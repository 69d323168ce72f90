using SysOps.Backups.Probing;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Health.Databases;
using SysOps.Health.ExternalServices;
using SysOps.Health.Resources;
using SysOps.Services;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Every probe that a configuration asks for, in its order; what is not configured is there as such.</summary>
internal static class ProbeComposition
{
    public static IReadOnlyList<IHealthProbe> Compose(SystemSettings settings) =>
    [
        .. OrAbsent(DatabaseProbes.Create(settings), "database", HealthCategory.Database, "database"),
        .. OrAbsent(CacheProbes.Create(settings), "cache", HealthCategory.Cache, "cache"),
        .. OrAbsent(ExternalServiceProbes.Create(settings), "external-services", HealthCategory.ExternalService, "externalServices"),
        .. ResourceProbes.Create(settings),
        .. OrAbsent(ServiceProbes.Create(settings), "application-services", HealthCategory.ApplicationService, "services"),
        .. OrAbsent(BackupProbes.Create(settings), "backups", HealthCategory.Backup, "backups"),
    ];

    private static IReadOnlyList<IHealthProbe> OrAbsent(IReadOnlyList<IHealthProbe> probes, string name, HealthCategory category, string section) =>
        probes.Count > 0 ? probes : [new NotConfiguredProbe(name, category, section)];
}
