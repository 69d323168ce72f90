using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Says in headers and in lines of the index what the file system tells. By any thread.</summary>
internal sealed class EntryDescriber(string backupId)
{
    private readonly AccountNames _names = new();

    public TarEntry Describe(PathBytes path, FileFacts facts, EntryKind kind, IReadOnlyList<ExtendedAttribute> attributes) => new()
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

    public IndexEntry ToIndex(PathBytes path, TarEntry entry, FileFacts facts, TarSink sink)
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
            Place = new ContentPlace(backupId, frame, offset),
        };
    }

    /// <summary>Whether a hard link of the parent is still a name of what was stored, which was taken over: all names of a file are, or none.</summary>
    public bool IsStillNameOf(IndexEntry before, IndexEntry stored) => before.Kind == EntryKind.HardLink
        && stored.Place.BackupId != backupId
        && before.Target.Span.SequenceEqual(stored.Path.Bytes)
        && before.ContentPlace == (stored.ContentPlace ?? stored.Place);
}
