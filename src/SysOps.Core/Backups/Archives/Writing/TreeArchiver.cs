using System.Diagnostics;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Zstandard;
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
    private long _lastProgress;

    private TreeArchiver(TreeArchiveRequest request)
    {
        _request = request;
        _ledger = new ArchiveLedger(request.ChangedAfter);
    }

    /// <summary>Archives the tree. An entry that cannot be stored is a problem in the summary, and the rest goes on.</summary>
    /// <exception cref="NativeException">The root cannot be opened or listed.</exception>
    /// <exception cref="IOException">The archive or the index cannot be written.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static Task<TreeArchiveSummary> WriteAsync(TreeArchiveRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => new TreeArchiver(request).WriteAsync(cancellationToken), cancellationToken);

    private async Task<TreeArchiveSummary> WriteAsync(CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(_request.RootPath);
        ArchiveOutput output = new(_request.Archive, _request.Index, _request.Options, Tell, cancellationToken);
        await using (output.ConfigureAwait(false))
        {
            Walk(root, output, cancellationToken);
            ArchiveSummary archive = await output.CompleteAsync().ConfigureAwait(false);
            return _ledger.ToSummary(archive);
        }
    }

    private void Walk(NativeFolder root, ArchiveOutput output, CancellationToken cancellationToken)
    {
        EntryStorer storer = new(root, _ledger, _request.Options.BackupId);
        EntryBatch batch = new(storer);
        foreach (WalkedEntry entry in Entries(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            LinkMember? link = _links.Join(entry.Facts);
            if (!batch.IsEmpty && batch.Estimate + EntryBatch.EstimateOf(entry) > FrameBuffer.UsualSize)
            {
                output.Submit(batch);
                batch = new EntryBatch(storer);
            }

            if (EntryBatch.EstimateOf(entry) > FrameBuffer.UsualSize)
            {
                StoreLarge(storer, entry, link, output);
            }
            else
            {
                batch.Add(entry, link);
            }
        }

        output.Submit(batch);
    }

    private IEnumerable<WalkedEntry> Entries(NativeFolder root) => _request.Only is { } paths
        ? new PathWalk(root, paths, _ledger.Report).Entries()
        : new TreeWalk(root, new WalkFilter(_request.RootPath, _request.Excludes, _request.LeaveOuts), _ledger.Report).Entries();

    // A file of several frames is read here, while the workers compress what was read before.
    private static void StoreLarge(EntryStorer storer, WalkedEntry entry, LinkMember? link, ArchiveOutput output)
    {
        using OpenParent parent = new(storer.Root);
        if (storer.Store(entry, link, parent, new TarSink(output.Content, () => output.Content.Position)) is { } stored)
        {
            output.Content.Attach(stored);
        }

        output.Content.Flush();
    }

    private void Tell(FrameJob frame)
    {
        _ledger.Count(frame.Entries);
        if (_request.Progress is { } progress && Stopwatch.GetElapsedTime(_lastProgress) >= ProgressInterval)
        {
            _lastProgress = Stopwatch.GetTimestamp();
            IndexEntry? last = frame.Entries.LastOrDefault();
            progress.Report(new OperationProgress { Activity = "Archiving files", Status = last?.Path.ToString() ?? "", Done = _ledger.FileBytes, IsBytes = true });
        }
    }
}
