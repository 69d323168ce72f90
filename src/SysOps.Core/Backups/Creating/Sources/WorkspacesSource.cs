using System.Text.Json;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Writing;
using SysOps.Backups.Components;

namespace SysOps.Backups.Creating.Sources;

/// <summary>The folder of the workspaces, with all that a file system knows of it.</summary>
internal sealed class WorkspacesSource(string root, IReadOnlyList<string> excludes, IReadOnlyList<string> leaveOuts, double rereadShare) : IBackupSource
{
    public string Name => "workspaces";

    public BackupComponentKind Kind => BackupComponentKind.Workspaces;

    public Task<SourceEstimate> ExamineAsync(CancellationToken cancellationToken)
    {
        return Directory.Exists(root)
            ? Task.FromResult(new SourceEstimate())
            : throw new SysOpsException(ErrorCatalogue.BackupSourceUnavailable, $"The folder of the workspaces '{root}' does not exist.", "Correct workspaces.path, and check that its volume is mounted.", root);
    }

    public async Task<SourceCopy> CopyAsync(CopyTarget target, CancellationToken cancellationToken)
    {
        TreeArchiveSummary summary = await TreeArchiver.WriteAsync(
            new TreeArchiveRequest
            {
                RootPath = root,
                Excludes = excludes,
                LeaveOuts = leaveOuts,
                ChangedAfter = target.Snapshot,
                Parent = target.Parent is { } parent
                    ? new ArchiveParent { Index = parent.Index, Started = parent.Started, RereadShare = rereadShare, Removed = target.CreateFile(ComponentFiles.WorkspacesRemoved) }
                    : null,
                Archive = target.CreateFile(ComponentFiles.WorkspacesArchive),
                Index = target.CreateFile(ComponentFiles.WorkspacesIndex),
                Options = target.Options,
                Progress = target.Progress,
            },
            cancellationToken).ConfigureAwait(false);
        TreeFacts facts = new()
        {
            Root = root,
            Excludes = excludes,
            Entries = summary.Counts.ToDictionary(count => count.Key.ToString(), count => count.Value, StringComparer.Ordinal),
            ProblemCount = summary.ProblemCount,
            Started = summary.Started.ToString(),
            ReusedFiles = summary.ReusedFiles,
            ReusedBytes = summary.ReusedFileBytes,
            ChangedAfterSnapshot = target.Snapshot is null ? null : summary.ChangedFiles,
        };
        return new SourceCopy
        {
            SizeBytes = summary.FileBytes,
            FileCount = summary.Counts.GetValueOrDefault(EntryKind.File) + summary.Counts.GetValueOrDefault(EntryKind.HardLink),
            Facts = JsonSerializer.SerializeToElement(facts, ComponentJson.Default.TreeFacts),
            Problems = [.. summary.Problems.Select(problem => problem.ToBackupProblem(Name))],
            Warnings = [.. Warnings(summary)],
        };
    }

    private IEnumerable<string> Warnings(TreeArchiveSummary summary)
    {
        if (summary.ProblemCount > summary.Problems.Count)
        {
            yield return $"{Name}: of {summary.ProblemCount} problems the first {summary.Problems.Count} are listed.";
        }

        foreach (string note in summary.Notes.ToWarnings(Name))
        {
            yield return note;
        }
    }
}
