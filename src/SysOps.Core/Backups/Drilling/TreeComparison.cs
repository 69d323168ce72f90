using System.Security.Cryptography;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Drilling;

/// <summary>Compares a restored tree with the index of its backup, entry by entry: kind, mode, owner, time, size, where a link leads, and the SHA-256 of what is on the disk.</summary>
internal sealed class TreeComparison(NativeFolder tree, DrillPart part)
{
    private const int BufferSize = 1024 * 1024;
    private const int MostFindings = 1000;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly bool _isRoot = Environment.IsPrivilegedProcess;

    /// <exception cref="ArchiveCorruptException">The index is damaged.</exception>
    public void Run(IEnumerable<IndexEntry> stored, CancellationToken cancellationToken)
    {
        foreach (MergedEntry entry in TreeMerge.Of(stored, TreePlanner.Walk(tree)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (part.Findings.Count >= MostFindings)
            {
                part.Note($"The comparison was ended after {MostFindings} differences.");
                return;
            }

            if (Difference(entry, cancellationToken) is { } difference)
            {
                part.Find(difference, entry.Path.ToString());
            }
        }
    }

    private string? Difference(MergedEntry entry, CancellationToken cancellationToken) => entry switch
    {
        { Stored: null } => "It is in the restored tree, and not in the backup.",
        { Present: null, Stored.Kind: EntryKind.CharacterDevice or EntryKind.BlockDevice } when !_isRoot => null,
        { Present: null } => "It was not restored.",
        _ => OfMetadata(entry.Stored, entry.Present) ?? OfContent(entry.Stored, entry.Present, cancellationToken),
    };

    private string? OfMetadata(IndexEntry stored, WalkedEntry present)
    {
        FileFacts facts = present.Facts;
        if (facts.Kind != KindOf(stored.Kind))
        {
            return $"It is a {facts.Kind}, and was a {KindOf(stored.Kind)}.";
        }

        // A link has no mode of its own.
        if (facts.Kind is not FileKind.Link && facts.Mode != stored.Mode)
        {
            return $"Its mode is {Octal(facts.Mode)}, and was {Octal(stored.Mode)}.";
        }

        if (_isRoot && (facts.OwnerId, facts.GroupId) != (stored.OwnerId, stored.GroupId))
        {
            return $"It belongs to {facts.OwnerId}:{facts.GroupId}, and belonged to {stored.OwnerId}:{stored.GroupId}.";
        }

        return facts.Modified != stored.Modified ? $"Its time is {facts.Modified.ToDateTimeOffset():O}, and was {stored.Modified.ToDateTimeOffset():O}." : null;
    }

    private string? OfContent(IndexEntry stored, WalkedEntry present, CancellationToken cancellationToken)
    {
        if (stored.Kind is not (EntryKind.File or EntryKind.HardLink or EntryKind.Link))
        {
            return null;
        }

        using NativeFolder folder = tree.OpenBeneath(present.Path.Parent);
        if (stored.Kind is EntryKind.Link)
        {
            return folder.ReadLink(present.Path.Name).AsSpan().SequenceEqual(stored.Target.Span) ? null : "It leads elsewhere than the link that was stored.";
        }

        if (present.Facts.Size != stored.Size)
        {
            return $"It has {present.Facts.Size} bytes, and had {stored.Size}.";
        }

        using NativeFile file = folder.OpenFile(present.Path.Name);
        return Digest(file, cancellationToken) == stored.Sha256 ? null : "Its SHA-256 is not the one that was stored.";
    }

    private string Digest(NativeFile file, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long offset = 0;
        while (file.Read(_buffer, offset) is > 0 and int length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(_buffer, 0, length);
            offset += length;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileKind KindOf(EntryKind kind) => kind switch
    {
        EntryKind.File or EntryKind.HardLink => FileKind.File,
        EntryKind.Link => FileKind.Link,
        EntryKind.Folder => FileKind.Folder,
        EntryKind.Fifo => FileKind.Fifo,
        EntryKind.CharacterDevice => FileKind.CharacterDevice,
        _ => FileKind.BlockDevice,
    };

    private static string Octal(int mode) => "0" + Convert.ToString(mode, 8);
}
