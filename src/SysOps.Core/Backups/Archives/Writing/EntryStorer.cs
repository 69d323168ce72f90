using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Stores one entry of a tree: what cannot be stored is reported, and nothing of it is written then. By any thread.</summary>
internal sealed class EntryStorer
{
    private readonly ArchiveLedger _ledger;
    private readonly EntryDescriber _describer;
    private readonly ContentReuse _reuse;

    public EntryStorer(NativeFolder root, ArchiveLedger ledger, string backupId)
    {
        Root = root;
        _ledger = ledger;
        _describer = new EntryDescriber(backupId);
        _reuse = new ContentReuse(_describer, ledger);
    }

    public NativeFolder Root { get; }

    /// <summary>Null when it could not be stored.</summary>
    public IndexEntry? Store(TreeItem item, WalkedEntry walked, OpenParent parent, TarSink sink)
    {
        try
        {
            if (item.Link?.FindStored() is { } stored)
            {
                item.Link.Settle(stored);
                return item.Reuse == Reuse.AsItIs && _describer.IsStillNameOf(item.Before!, stored) ? ContentReuse.TakeOver(item.Before!, walked) : StoreHardLink(walked, stored, parent, sink);
            }

            IndexEntry? entry = item.IsFree ? ContentReuse.TakeOver(item.Before!, walked) : Store(item, walked, walked.Path.IsRoot ? Root : parent.Open(walked.Folder), sink);
            item.Link?.Settle(entry);
            return entry;
        }
        catch (NativeException exception)
        {
            _ledger.Report(walked.Path, exception);
            return null;
        }
        finally
        {
            item.Link?.Settle(null);
        }
    }

    private IndexEntry? Store(TreeItem item, WalkedEntry walked, NativeFolder parent, TarSink sink)
    {
        ReadOnlySpan<byte> name = walked.Path.IsRoot ? "."u8 : walked.Path.Name;
        switch (walked.Facts.Kind)
        {
            case FileKind.File:
                using (NativeFile file = parent.OpenFile(name))
                {
                    return _reuse.TakeOverContent(item, walked, file, sink) ?? StoreFile(walked, file, sink);
                }

            case FileKind.Folder:
                using (NativeFolder folder = parent.OpenFolder(name))
                {
                    return StoreNode(walked, folder, [], sink);
                }

            case FileKind.Socket:
                _ledger.Note(walked.Path, "A socket: it is left out, as whoever listens makes it again.");
                return null;
            default:
                using (NativeNode node = parent.OpenNode(name))
                {
                    return StoreNode(walked, node, walked.Facts.Kind == FileKind.Link ? parent.ReadLink(name) : [], sink);
                }
        }
    }

    private IndexEntry? StoreFile(WalkedEntry walked, NativeFile file, TarSink sink)
    {
        FileFacts facts = file.ReadFacts();
        if (!IsStill(walked, facts))
        {
            return null;
        }

        long size = Math.Min(facts.Size, sink.LargestFile);
        TarEntry entry = _describer.Describe(walked.Path, facts, EntryKind.File, file.ReadAttributes()) with
        {
            Size = size,
            Sparse = HoleFinder.Find(file, facts, size),
        };
        IndexEntry line = _describer.ToIndex(walked.Path, entry, facts, sink);
        TarWriter.WriteHeaders(sink.Output, entry);
        FileCopy copy = FileCopy.Run(file, entry, sink.Output);
        ArchiveProblemKind? problem = copy.Problem ?? (facts.IsUnchanged(file.ReadFacts()) && size == facts.Size ? null : ArchiveProblemKind.Changed);
        if (problem is { } kind)
        {
            _ledger.Report(walked.Path, kind, copy.Reason ?? "It changed while it was read: what is stored may be a mixture.");
        }

        return line with { Sha256 = copy.Sha256, Problem = problem };
    }

    private IndexEntry? StoreNode(WalkedEntry walked, NativeHandle node, byte[] target, TarSink sink)
    {
        FileFacts facts = node.ReadFacts();
        if (!IsStill(walked, facts))
        {
            return null;
        }

        TarEntry entry = _describer.Describe(walked.Path, facts, EntryKinds.Of(facts.Kind), node.ReadAttributes()) with { Target = target };
        IndexEntry line = _describer.ToIndex(walked.Path, entry, facts, sink);
        TarWriter.WriteHeaders(sink.Output, entry);
        return line;
    }

    private IndexEntry StoreHardLink(WalkedEntry walked, IndexEntry stored, OpenParent parent, TarSink sink)
    {
        // Where the content is there are older attributes.
        TarEntry entry = _describer.Describe(walked.Path, walked.Facts, EntryKind.HardLink, stored.IsMetadataOnly ? ReadAttributes(walked, parent) : []) with { Target = TarEntry.NameOf(stored.Path, isFolder: false) };
        IndexEntry line = _describer.ToIndex(walked.Path, entry, walked.Facts, sink) with
        {
            Target = stored.Path.Bytes.ToArray(),
            Size = stored.Size,
            Sha256 = stored.Sha256,
            ContentPlace = stored.ContentPlace ?? stored.Place,
            AttributesDigest = stored.AttributesDigest,
            Problem = stored.Problem,
        };
        TarWriter.WriteHeaders(sink.Output, entry);
        return line;
    }

    private static IReadOnlyList<ExtendedAttribute> ReadAttributes(WalkedEntry walked, OpenParent parent)
    {
        using NativeNode node = parent.Open(walked.Folder).OpenNode(walked.Path.Name);
        return node.ReadAttributes();
    }

    // What is open may be another thing than was walked by; nothing is stored then.
    private bool IsStill(WalkedEntry walked, FileFacts facts)
    {
        if (facts.Kind == walked.Facts.Kind)
        {
            return true;
        }

        _ledger.Report(walked.Path, ArchiveProblemKind.Changed, "Something else took its place before it was read.");
        return false;
    }
}
