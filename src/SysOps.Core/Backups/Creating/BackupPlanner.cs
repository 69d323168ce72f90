using SysOps.Backups.Creating.Sources;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Creating;

/// <summary>Looks whether a backup can be made: sources, programs, space. Changes nothing.</summary>
public static class BackupPlanner
{
    /// <exception cref="SysOpsException">Why there can be no backup.</exception>
    public static async Task<BackupPlan> PlanAsync(BackupOptions options, BackupServices services, CancellationToken cancellationToken)
    {
        RefuseStopServices(options.Backups.StopServices);
        IReadOnlyList<IBackupSource> sources = BackupSources.Create(options, services);
        IReadOnlyList<SystemBackup> earlier = BackupRepository.TryOpen(options.Repository, new StoreFiles())?.List(cancellationToken) ?? [];
        List<PlannedComponent> components = [];
        foreach (IBackupSource source in sources)
        {
            SourceEstimate estimate = await source.ExamineAsync(cancellationToken).ConfigureAwait(false);
            components.Add(new PlannedComponent(source, Complete(estimate, earlier.SelectMany(backup => backup.Components).FirstOrDefault(component => component.Kind == source.Kind))));
        }

        BackupPlan plan = new(options, components);
        SpaceCheck.Require(ExistingFolder(options.Repository), plan.NeededBytes, options.Backups.Reserve);
        return plan;
    }

    // A backup that was to be taken of a stopped service, and is not, would say less than it seems to.
    private static void RefuseStopServices(IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupSettingUnsupported,
                $"This version stops no services, and backups.stopServices names {string.Join(", ", names)}.",
                "Remove it, and let backups.before and backups.after stop and start them, such as [\"/usr/bin/systemctl\", \"stop\", \"app\"].",
                "backups.stopServices");
        }
    }

    // What was there the last time is the best that is known of what is not counted beforehand.
    private static SourceEstimate Complete(SourceEstimate estimate, BackupComponent? last) => last is null
        ? estimate
        : new SourceEstimate { ReadBytes = estimate.ReadBytes ?? last.SizeBytes, NeededBytes = Math.Max(estimate.NeededBytes, last.StoredBytes) };

    private static string ExistingFolder(string path) => Directory.Exists(path) || Path.GetDirectoryName(path) is not { } parent ? path : ExistingFolder(parent);
}
