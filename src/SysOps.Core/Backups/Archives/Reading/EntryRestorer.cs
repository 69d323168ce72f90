using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Writing;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Makes one entry below the destination. Each thread has its own.</summary>
internal sealed class EntryRestorer : IDisposable
{
    private readonly TreeExtractRequest _request;
    private readonly EntryCursor _cursor;
    private readonly MetadataRestorer _metadata;
    private readonly OpenParent _parent;
    private readonly OpenParent _otherParent;
    private readonly CancellationToken _cancellationToken;

    public EntryRestorer(TreeExtractRequest request, EntryCursor cursor, CancellationToken cancellationToken)
    {
        _request = request;
        _cursor = cursor;
        _metadata = new MetadataRestorer(request, cursor);
        _parent = new OpenParent(request.Destination);
        _otherParent = new OpenParent(request.Destination);
        _cancellationToken = cancellationToken;
    }

    /// <param name="entry">Not a folder.</param>
    /// <param name="waitForEarlier">Returns once all earlier entries are made.</param>
    public ExtractedEntry Restore(IndexEntry entry, Action waitForEarlier)
    {
        try
        {
            NativeFolder folder = _parent.Open(entry.Path.Parent);
            return new ExtractedEntry(entry, ExtractOutcome.Restored, null) is var restored && Make(entry, folder, waitForEarlier) is { } loss
                ? restored with { Outcome = ExtractOutcome.Incomplete, Reason = loss }
                : restored;
        }
        catch (RefusedException exception)
        {
            return new ExtractedEntry(entry, ExtractOutcome.Refused, exception.Message);
        }
        catch (ArchiveCorruptException exception)
        {
            return new ExtractedEntry(entry, ExtractOutcome.Corrupt, exception.Message);
        }
        catch (NativeException exception) when (exception.Error != NativeError.NoSpace)
        {
            return Outcomes.Of(entry, exception);
        }
    }

    public void Dispose()
    {
        _parent.Dispose();
        _otherParent.Dispose();
    }

    private string? Make(IndexEntry entry, NativeFolder folder, Action waitForEarlier)
    {
        switch (entry.Kind)
        {
            case EntryKind.File:
                return MakeFile(entry, folder);
            case EntryKind.HardLink:
                waitForEarlier();
                return MakeHardLink(entry, folder);
            case EntryKind.Link:
                folder.CreateLink(entry.Path.Name, entry.Target.Span);
                break;
            case EntryKind.Fifo:
                folder.CreateFifo(entry.Path.Name);
                break;
            case EntryKind.CharacterDevice or EntryKind.BlockDevice when _request.RestoreDevices:
                folder.CreateDevice(entry.Path.Name, entry.Kind == EntryKind.BlockDevice ? FileKind.BlockDevice : FileKind.CharacterDevice, entry.Device);
                break;
            default:
                throw new RefusedException("A device: only root makes them.");
        }

        using NativeNode node = folder.OpenNode(entry.Path.Name);
        return _metadata.Restore(entry, node);
    }

    private string? MakeFile(IndexEntry entry, NativeFolder folder)
    {
        using NativeFile file = folder.CreateFile(entry.Path.Name);
        try
        {
            TarEntry headers = EntryContent.Read(_cursor, entry, file.Write, _cancellationToken);
            if (headers.Sparse is not null)
            {
                file.SetLength(entry.Size);
            }

            return _metadata.Restore(entry, file, entry.Kind == EntryKind.File && entry.ContentPlace is null ? headers : null);
        }
        catch
        {
            folder.Remove(entry.Path.Name);
            throw;
        }
    }

    private string? MakeHardLink(IndexEntry entry, NativeFolder folder)
    {
        PathBytes target = PathBytes.Of(entry.Target.Span);
        if (target.IsRoot || !target.IsSafe)
        {
            throw new RefusedException($"A hard link to '{target}', which is not below the root.");
        }

        // The file itself may not have been asked for.
        NativeFolder? other = OpenIfThere(target.Parent);
        if (other is not null && Exists(other, target.Name, out FileFacts facts))
        {
            if (facts.Kind != FileKind.File)
            {
                throw new RefusedException($"A hard link to '{target}', which is no file.");
            }

            folder.CreateHardLink(entry.Path.Name, other, target.Name);
            return null;
        }

        return MakeFile(entry.ContentPlace is null ? throw new ArchiveCorruptException($"The file that it is a name of, '{target}', is missing.") : entry, folder);
    }

    private NativeFolder? OpenIfThere(PathBytes path)
    {
        try
        {
            return _otherParent.Open(path);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }

    private static bool Exists(NativeFolder folder, ReadOnlySpan<byte> name, out FileFacts facts)
    {
        try
        {
            facts = folder.ReadFacts(name);
            return true;
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            facts = default;
            return false;
        }
    }
}
