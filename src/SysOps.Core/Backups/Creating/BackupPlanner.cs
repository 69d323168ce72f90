using SysOps.Backups.Creating.Sources;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Creating;

/// <summary>Looks whether a backup can be made: sources, programs, space. Changes nothing.</summary>
public static class BackupPlanner
{
    /// <exception cref="SysOpsException">Why there can be no backup.</exception>
    public static async Task<BackupPlan> PlanAsync(BackupOptions options, BackupServices services, CancellationToken cancellationToken)
    {
        List<PlannedComponent> components = [];
        foreach (IBackupSource source in BackupSources.Create(options, services))
        {
            components.Add(new PlannedComponent(source, await source.ExamineAsync(cancellationToken).ConfigureAwait(false)));
        }

        BackupPlan plan = new(options, components);
        SpaceCheck.Require(ExistingFolder(options.Repository), plan.NeededBytes, options.Backups.Reserve);
        return plan;
    }

    private static string ExistingFolder(string path) => Directory.Exists(path) || Path.GetDirectoryName(path) is not { } parent ? path : ExistingFolder(parent);
}
