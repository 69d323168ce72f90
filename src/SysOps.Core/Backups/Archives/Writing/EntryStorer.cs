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
    private readonly string _backupId;
    private readonly AccountNames _names = new();

    public EntryStorer(NativeFolder root, ArchiveLedger ledger, string backupId)
    {
        Root = root;
        _ledger = ledger;
        _backupId = backupId;
    }

    public NativeFolder Root { get; }

    /// <summary>Null when it could not be stored.</summary>
    public IndexEntry? Store(WalkedEntry walked, LinkMember? link, OpenParent parent, TarSink sink)
    {
        try
        {
            if (link?.FindStored() is { } stored)
            {
                link.Settle(stored);
                return StoreHardLink(walked, stored, sink);
            }

            IndexEntry? entry = Store(walked, walked.Path.IsRoot ? Root : parent.Open(walked.Folder), sink);
            link?.Settle(entry);
            return entry;
        }
        catch (NativeException exception)
        {
            _ledger.Report(walked.Path, exception);
            return null;
        }
        finally
        {
            link?.Settle(null);
        }
    }

    private IndexEntry? Store(WalkedEntry walked, NativeFolder parent, TarSink sink)
    {
        ReadOnlySpan<byte> name = walked.Path.IsRoot ? "."u8 : walked.Path.Name;
        switch (walked.Facts.Kind)
        {
            case FileKind.File:
                using (NativeFile file = parent.OpenFile(name))
                {
                    return StoreFile(walked, file, sink);
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
        TarEntry entry = Describe(walked.Path, facts, EntryKind.File, file.ReadAttributes()) with
        {
            Size = size,
            Sparse = facts.Allocated < size ? HoleFinder.Find(file, size) : null,
        };
        IndexEntry line = ToIndex(walked.Path, entry, facts, sink);
        TarWriter.WriteHeaders(sink.Output, entry);
        FileCopy copy = FileCopy.Run(file, entry, sink.Output);
        ArchiveProblemKind? problem = copy.Problem ?? (IsSame(facts, file.ReadFacts()) && size == facts.Size ? null : ArchiveProblemKind.Changed);
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

        TarEntry entry = Describe(walked.Path, facts, KindOf(facts.Kind), node.ReadAttributes()) with { Target = target };
        IndexEntry line = ToIndex(walked.Path, entry, facts, sink);
        TarWriter.WriteHeaders(sink.Output, entry);
        return line;
    }

    private IndexEntry StoreHardLink(WalkedEntry walked, IndexEntry stored, TarSink sink)
    {
        TarEntry entry = Describe(walked.Path, walked.Facts, EntryKind.HardLink, []) with { Target = TarEntry.NameOf(stored.Path, isFolder: false) };
        IndexEntry line = ToIndex(walked.Path, entry, walked.Facts, sink) with
        {
            Target = stored.Path.Bytes.ToArray(),
            Size = stored.Size,
            Sha256 = stored.Sha256,
            ContentPlace = stored.Place,
            AttributesDigest = stored.AttributesDigest,
            Problem = stored.Problem,
        };
        TarWriter.WriteHeaders(sink.Output, entry);
        return line;
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

    private TarEntry Describe(PathBytes path, FileFacts facts, EntryKind kind, IReadOnlyList<ExtendedAttribute> attributes) => new()
    {
        Name = TarEntry.NameOf(path, kind == EntryKind.Folder),
        Kind = kind,
        Mode = facts.Mode,
        OwnerId = facts.OwnerId,
        GroupId = facts.GroupId,
        OwnerName = _names.OfUser(facts.OwnerId),
        GroupName = _names.OfGroup(facts.GroupId),
        Modified = facts.Modified,
        Device = facts.Device,
        Attributes = attributes,
    };

    private IndexEntry ToIndex(PathBytes path, TarEntry entry, FileFacts facts, TarSink sink)
    {
        (int frame, int offset) = sink.Position();
        return new IndexEntry
        {
            Path = path,
            Kind = entry.Kind,
            Mode = entry.Mode,
            OwnerId = entry.OwnerId,
            GroupId = entry.GroupId,
            OwnerName = entry.OwnerName,
            GroupName = entry.GroupName,
            Modified = entry.Modified,
            Changed = facts.Changed,
            Identity = facts.Identity,
            Size = entry.Size,
            Target = entry.Target,
            Device = entry.Device,
            AttributesDigest = IndexEntry.DigestOf(entry.Attributes),
            Place = new ContentPlace(_backupId, frame, offset),
        };
    }

    private static EntryKind KindOf(FileKind kind) => kind switch
    {
        FileKind.Folder => EntryKind.Folder,
        FileKind.Link => EntryKind.Link,
        FileKind.Fifo => EntryKind.Fifo,
        FileKind.CharacterDevice => EntryKind.CharacterDevice,
        FileKind.BlockDevice => EntryKind.BlockDevice,
        _ => EntryKind.File,
    };

    private static bool IsSame(FileFacts before, FileFacts after) => before.Size == after.Size && before.Modified == after.Modified && before.Changed == after.Changed;
}
