using System.Text;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>
/// Lays a restored tree out on the file system of its target: what comes from the backup is extracted and verified, what
/// is kept becomes a further name of the same file. The live tree is only read.
/// </summary>
public sealed class TreeStager
{
    private const string NewName = "new";
    private const string GoneName = "gone";

    private readonly TreeStageRequest _request;
    private readonly string _root;
    private readonly byte[] _staging;

    /// <param name="request">What to stage.</param>
    public TreeStager(TreeStageRequest request)
    {
        _request = request;
        _root = request.Method is RestoreMethod.SwapFolder ? Path.GetDirectoryName(request.Target)! : request.Target;
        _staging = Encoding.UTF8.GetBytes(StagingName(request));
    }

    /// <summary>The swap as far as it is known before anything is staged: the journal needs it to find what a crash leaves.</summary>
    public TreeSwap Announce() => new() { Root = _root, Staging = Encoding.UTF8.GetString(_staging), Steps = [], Previous = _request.Previous };

    /// <summary>Removes the staging folder of a restore that was given up or has ended.</summary>
    public static void Remove(TreeSwap swap)
    {
        if (Directory.Exists(swap.Root))
        {
            using NativeFolder root = NativeFolder.Open(swap.Root);
            TreeRemoval.Remove(root, Encoding.UTF8.GetBytes(swap.Staging));
        }
    }

    /// <exception cref="SysOpsException">ArchiveCorrupt: the index is damaged.</exception>
    /// <exception cref="NativeException">The file system is full, or refuses what the staging needs. The caller removes what was staged.</exception>
    public async Task<StagedTree> StageAsync(CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(_root);
        root.CreateFolder(_staging);
        using NativeFolder staging = root.OpenFolder(_staging);
        staging.CreateFolder(Encoding.UTF8.GetBytes(NewName));
        staging.CreateFolder(Encoding.UTF8.GetBytes(GoneName));
        ExchangeSupport.Require(staging, _root);
        using NativeFolder fresh = staging.OpenFolder(Encoding.UTF8.GetBytes(NewName));
        TreeExtractSummary extracted = await ExtractAsync(fresh, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SwapStep> deletions = CarryOver(fresh, cancellationToken);
        staging.SyncFileSystem();
        return new StagedTree { Swap = Announce() with { Steps = [.. Steps(root), .. deletions] }, Extracted = extracted };
    }

    private async Task<TreeExtractSummary> ExtractAsync(NativeFolder fresh, CancellationToken cancellationToken)
    {
        using ArchiveBytes index = _request.OpenIndex();
        using NativeFolder? target = OpenTarget();
        using var present = new PresentFacts(target);
        return await TreeExtractor.ExtractAsync(
            new TreeExtractRequest { Index = index, Archives = _request.Archives, Destination = fresh, Include = IsRestored },
            cancellationToken).ConfigureAwait(false);

        bool IsRestored(IndexEntry entry)
        {
            FileFacts? facts = present.At(entry.Path);
            EntryDecision decision = facts is { } there ? _request.Rules.Decide(entry, there) : _request.Rules.Decide(new MergedEntry(entry, null));
            return decision.Action is RestoreAction.Create or RestoreAction.Overwrite or RestoreAction.Replace
                || (decision.Action is RestoreAction.Keep && entry.Kind is EntryKind.Folder && _request.Rules.Includes(entry.Path));
        }
    }

    // What is kept must be in the new tree where that replaces the old one as a whole; elsewhere it stays where it is.
    private List<SwapStep> CarryOver(NativeFolder fresh, CancellationToken cancellationToken)
    {
        using NativeFolder? target = OpenTarget();
        if (target is null)
        {
            return [];
        }

        using ArchiveBytes index = _request.OpenIndex();
        using IndexReader reader = new(index);
        using KeptEntries kept = new(target, fresh);
        var decisions = new TreeDecisions(_request.Rules);
        var deletions = new Deletions(PathBytes.Of($"{Encoding.UTF8.GetString(_staging)}/{GoneName}"));
        foreach (MergedEntry entry in TreeMerge.Of(reader.Entries(), TreePlanner.Walk(target)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            EntryDecision decision = decisions.Next(entry);
            if (entry.Present is not { } present || entry.Path.IsRoot || IsStaging(entry.Path))
            {
                continue;
            }

            if (decision.Action is RestoreAction.Keep or RestoreAction.Refuse && _request.Method is RestoreMethod.SwapFolder)
            {
                kept.Keep(entry.Path, present.Facts);
            }
            else if (decision.Action is RestoreAction.Delete && _request.Method is not RestoreMethod.SwapFolder)
            {
                deletions.Add(entry.Path, present.Facts);
            }
        }

        kept.Finish();
        return deletions.Steps;
    }

    private IReadOnlyList<SwapStep> Steps(NativeFolder root)
    {
        PathBytes fresh = PathBytes.Of($"{Encoding.UTF8.GetString(_staging)}/{NewName}");
        if (_request.Method is not RestoreMethod.SwapFolder)
        {
            return SwapSteps.Of(root, fresh, wholeNames: false);
        }

        PathBytes target = PathBytes.Of(Path.GetFileName(_request.Target));
        return [new SwapStep { Target = target, Staged = fresh, Old = SwapExecutor.IdentityAt(root, target), New = SwapExecutor.IdentityAt(root, fresh) }];
    }

    private NativeFolder? OpenTarget() => Directory.Exists(_request.Target) ? NativeFolder.Open(_request.Target) : null;

    private bool IsStaging(PathBytes path) => _request.Method is not RestoreMethod.SwapFolder && path.IsWithin(PathBytes.Of(_staging));

    private static string StagingName(TreeStageRequest request) => request.Method is RestoreMethod.SwapFolder
        ? $".{Path.GetFileName(request.Target)}.sysops-restore-{request.RestoreId}"
        : $".sysops-restore-{request.RestoreId}";
}
