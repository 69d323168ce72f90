using SysOps.Backups.Drilling;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Verifying;

/// <summary>Adds a drill to the test of a backup that was found sound.</summary>
internal static class TestDrill
{
    /// <exception cref="SysOpsException">The drill cannot be done: what is wrong is not the backup.</exception>
    public static async Task<BackupTestResult> RunAsync(BackupRepository repository, BackupName name, BackupManifest manifest, BackupTestResult tested, DrillOptions options, CancellationToken cancellationToken)
    {
        if (tested.Result is BackupTestOutcome.Failed)
        {
            return tested with { Notes = tested.Notes.Append("It was not restored for a drill, as it is not sound.").ToArray() };
        }

        IReadOnlyList<DrillPart> parts = await BackupDrill.RunAsync(repository, name, options, cancellationToken).ConfigureAwait(false);
        BackupFinding[] findings = [.. parts.SelectMany(part => part.Findings)];
        return tested with
        {
            Result = findings.Length > 0 ? BackupTestOutcome.Failed : BackupTestOutcome.Passed,
            Components = tested.Components.Select(component => With(component, parts.First(part => part.Component == component.Name))).ToArray(),
            Findings = tested.Findings.Concat(findings).ToArray(),
            Notes = tested.Notes.Concat(parts.SelectMany(part => part.Notes)).ToArray(),
            Drilled = true,
            RestoreDuration = parts.All(part => part.RestoreDuration is not null) ? parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.RestoreDuration!.Value) : null,
            Age = Age(options.Time.GetUtcNow(), manifest),
        };
    }

    private static BackupComponentTest With(BackupComponentTest component, DrillPart part) =>
        component with { RestoreDuration = part.RestoreDuration, Result = part.Findings.Count > 0 ? BackupTestOutcome.Failed : BackupTestOutcome.Passed };

    // What was written since the oldest component was read would be lost.
    private static TimeSpan Age(DateTimeOffset now, BackupManifest manifest)
    {
        DateTimeOffset oldest = manifest.Components.Select(component => component.Started).DefaultIfEmpty(manifest.Created).Min();
        return now > oldest ? now - oldest : TimeSpan.Zero;
    }
}
