using System.Diagnostics;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Archives a tree of files with all that a file system knows of them. Linux only.</summary>
public sealed class TreeArchiver
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly TreeArchiveRequest _request;
    private readonly ArchiveLedger _ledger;
    private readonly LinkGroups _links = new();
    private readonly RemovedPaths? _removed;
    private long _lastProgress;

    private TreeArchiver(TreeArchiveRequest request)
    {
        _request = request;
        _ledger = new ArchiveLedger(request.Options.BackupId, request.ChangedAfter);
        _removed = request.Parent is { } parent ? new RemovedPaths(parent.Removed) : null;
    }

    /// <summary>Archives the tree. An entry that cannot be stored is a problem in the summary, and the rest goes on.</summary>
    /// <exception cref="NativeException">The root cannot be opened or listed.</exception>
    /// <exception cref="ArchiveCorruptException">The parent's index is damaged: nothing can build on it.</exception>
    /// <exception cref="IOException">The archive or the index cannot be written.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Task<TreeArchiveSummary> WriteAsync(TreeArchiveRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => new TreeArchiver(request).WriteAsync(cancellationToken), cancellationToken);

    private async Task<TreeArchiveSummary> WriteAsync(CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(_request.RootPath);
        FileTime started = FileSystemClock.Read(root);
        ArchiveOutput output = new(_request.Archive, _request.Index, _request.Options, Tell, cancellationToken);
        await using (output.ConfigureAwait(false))
        {
            Walk(root, output, cancellationToken);
            ArchiveSummary archive = await output.CompleteAsync().ConfigureAwait(false);
            _removed?.Complete();
            return _ledger.ToSummary(archive, started);
        }
    }

    private void Walk(NativeFolder root, ArchiveOutput output, CancellationToken cancellationToken)
    {
        EntryStorer storer = new(root, _ledger, _request.Options.BackupId);
        EntryBatch batch = new(storer);
        foreach (TreeItem item in Items(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!batch.HasRoomFor(item))
            {
                output.Submit(batch);
                batch = new EntryBatch(storer);
            }

            if (EntryBatch.EstimateOf(item) > FrameBuffer.UsualSize)
            {
                StoreLarge(storer, item, output);
            }
            else
            {
                batch.Add(item);
            }
        }

        output.Submit(batch);
    }

    private IEnumerable<TreeItem> Items(NativeFolder root)
    {
        using IndexReader? before = _request.Parent is { } parent ? new IndexReader(parent.Index) : null;
        ReuseRule? rule = _request.Parent is null ? null : new ReuseRule(_request.Parent, new InodeTrust(root));
        foreach (MergedEntry entry in TreeMerge.Of(before?.Entries() ?? [], Entries(root)))
        {
            yield return entry.Present is { } present
                ? new TreeItem(present, entry.Stored, _links.Join(present.Facts), rule?.Decide(entry.Stored, present) ?? Reuse.None)
                : new TreeItem(null, entry.Stored, null, Reuse.None);
        }
    }

    private IEnumerable<WalkedEntry> Entries(NativeFolder root) => _request.Only is { } paths
        ? new PathWalk(root, paths, _ledger.Report).Entries()
        : new TreeWalk(root, new WalkFilter(_request.RootPath, _request.Excludes, _request.LeaveOuts), _ledger.Report).Entries();

    // A file of several frames is read here, while the workers compress what was read before.
    private static void StoreLarge(EntryStorer storer, TreeItem item, ArchiveOutput output)
    {
        using OpenParent parent = new(storer.Root);
        IndexEntry? stored = storer.Store(item, item.Present!, parent, new TarSink(output.Content, () => output.Content.Position));
        if (stored is not null)
        {
            output.Content.Attach(stored);
        }

        if (item.IsRemoved(stored))
        {
            output.Content.AttachRemoved(item.Before!);
        }

        output.Content.Flush();
    }

    private void Tell(FrameJob frame)
    {
        _ledger.Count(frame.Entries);
        frame.Removed.ForEach(entry => _removed?.Add(entry));
        if (_request.Progress is { } progress && Stopwatch.GetElapsedTime(_lastProgress) >= ProgressInterval)
        {
            _lastProgress = Stopwatch.GetTimestamp();
            IndexEntry? last = frame.Entries.LastOrDefault();
            progress.Report(new OperationProgress { Activity = "Archiving files", Status = last?.Path.ToString() ?? "", Done = _ledger.FileBytes, IsBytes = true });
        }
    }
}
