using SysOps.Backups.Archives.Indexes;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Reading;

/// <summary>
/// Restores a tree into an empty folder. Every file's SHA-256 is verified before it counts; whatever would lead outside is refused by name,
/// and the rest is restored. Linux only. Nothing is synced: see <see cref="NativeHandle.SyncFileSystem"/>.
/// </summary>
public sealed class TreeExtractor
{
    private readonly TreeExtractRequest _request;
    private readonly ExtractLedger _ledger;
    private IndexEntry? _last;

    private TreeExtractor(TreeExtractRequest request)
    {
        _request = request;
        _ledger = new ExtractLedger(request.Extracted);
    }

    /// <exception cref="ArchiveCorruptException">The index is damaged: what was restored until then stays.</exception>
    /// <exception cref="IOException">The destination is full, or an archive cannot be opened.</exception>
    public static Task<TreeExtractSummary> ExtractAsync(TreeExtractRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => new TreeExtractor(request).Extract(cancellationToken), cancellationToken);

    private TreeExtractSummary Extract(CancellationToken cancellationToken)
    {
        using IndexReader index = new(_request.Index);
        using EntryCursor cursor = new(_request.Archives);
        RunProgress progress = new();
        using RunPipeline pipeline = new(_request.Archives, _request.Workers, progress, (run, own, stop) => Restore(run, own, progress, stop), cancellationToken);
        FolderMaker folders = new(_request, _ledger, cursor);
        foreach (IndexEntry entry in index.Entries())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Take(entry, folders, pipeline);
            folders.FinishThrough(progress.Through);
        }

        folders.LeaveAll(pipeline.Current);
        pipeline.Complete();
        folders.FinishThrough(int.MaxValue);
        return _ledger.ToSummary();
    }

    private void Take(IndexEntry entry, FolderMaker folders, RunPipeline pipeline)
    {
        if (Refusal(entry) is { } reason)
        {
            _ledger.Add(new ExtractedEntry(entry, ExtractOutcome.Refused, reason));
            return;
        }

        _last = entry;
        folders.LeaveFor(entry.Path, pipeline.Current);
        bool isWanted = _request.Include?.Invoke(entry) ?? true;
        if (entry.Kind == EntryKind.Folder)
        {
            folders.Enter(entry, isWanted);
        }
        else if (isWanted)
        {
            folders.MakeParents(entry.Path);
            pipeline.Add(entry);
        }
    }

    // Workers are behind this thread: it must not make a folder where the entry before, not yet made, is no folder.
    private string? Refusal(IndexEntry entry)
    {
        if (!entry.Path.IsSafe || (entry.Path.IsRoot && entry.Kind != EntryKind.Folder))
        {
            return "Its name leads out of the folder that is restored to.";
        }

        if (entry.Path == _last?.Path)
        {
            return "The archive has its name twice.";
        }

        return _last is { Kind: not EntryKind.Folder } before && entry.Path.IsWithin(before.Path) ? $"The archive has '{before.Path}', where its folder should be, as a {IndexFields.NameOf(before.Kind)}." : null;
    }

    private void Restore(EntryRun run, EntryCursor cursor, RunProgress progress, CancellationToken cancellationToken)
    {
        using EntryRestorer restorer = new(_request, cursor, cancellationToken);
        foreach (IndexEntry entry in run.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ledger.Add(restorer.Restore(entry, () => progress.WaitThrough(run.Number - 1)));
        }
    }
}
