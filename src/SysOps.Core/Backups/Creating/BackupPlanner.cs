using SysOps.Backups.Creating.Sources;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Creating;

/// <summary>Looks whether a backup can be made: sources, programs, space. Changes nothing.</summary>
public static class BackupPlanner
{
    /// <exception cref="SysOpsException">Why there can be no backup.</exception>
    public static async Task<BackupPlan> PlanAsync(BackupOptions options, BackupServices services, CancellationToken cancellationToken)
    {
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

    // What was there the last time is the best that is known of what is not counted beforehand.
    private static SourceEstimate Complete(SourceEstimate estimate, BackupComponent? last) => last is null
        ? estimate
        : new SourceEstimate { ReadBytes = estimate.ReadBytes ?? last.SizeBytes, NeededBytes = Math.Max(estimate.NeededBytes, last.StoredBytes) };

    private static string ExistingFolder(string path) => Directory.Exists(path) || Path.GetDirectoryName(path) is not { } parent ? path : ExistingFolder(parent);
}
