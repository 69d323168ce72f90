using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Reads a file that may have the content that the parent has, and takes that over. By any thread.</summary>
internal sealed class ContentReuse(EntryDescriber describer, ArchiveLedger ledger)
{
    /// <summary>The parent's line.</summary>
    public static IndexEntry TakeOver(IndexEntry before, WalkedEntry walked) => before with { Identity = walked.Facts.Identity };

    /// <summary>Null when the content is not what the parent has, and is to be stored.</summary>
    public IndexEntry? TakeOverContent(TreeItem item, WalkedEntry walked, NativeFile file, TarSink sink)
    {
        FileFacts facts = file.ReadFacts();
        if (item.Before is not { Kind: EntryKind.File, Problem: null } before || facts.Kind != FileKind.File || before.Size != facts.Size)
        {
            return null;
        }

        using DiscardedBytes discarded = new();
        FileCopy copy = FileCopy.Run(file, new TarEntry { Name = default, Kind = EntryKind.File, Size = facts.Size, Sparse = HoleFinder.Find(file, facts, facts.Size) }, discarded);
        if (copy.Problem is not null || !facts.IsUnchanged(file.ReadFacts()))
        {
            return null;
        }

        if (copy.Sha256 == before.Sha256)
        {
            return item.Reuse == Reuse.AfterReading && walked.Facts.IsUnchanged(facts) ? TakeOver(before, walked) : StoreMetadata(walked, before, file, facts, sink);
        }

        if (item.Reuse == Reuse.AfterReading && walked.Facts.IsUnchanged(facts))
        {
            ledger.Report(walked.Path, ArchiveProblemKind.ChangedSilently, "Its content is not what the parent backup has, though its times, size and inode are: a disk that fails, or a writer that leaves no trace. The new content is stored.");
        }

        return null;
    }

    private IndexEntry StoreMetadata(WalkedEntry walked, IndexEntry before, NativeFile file, FileFacts facts, TarSink sink)
    {
        TarEntry entry = describer.Describe(walked.Path, facts, EntryKind.HardLink, file.ReadAttributes()) with { Target = TarEntry.NameOf(walked.Path, isFolder: false) };
        IndexEntry line = describer.ToIndex(walked.Path, entry, facts, sink) with
        {
            Kind = EntryKind.File,
            Target = default,
            Size = before.Size,
            Sha256 = before.Sha256,
            ContentPlace = before.ContentPlace ?? before.Place,
        };
        TarWriter.WriteHeaders(sink.Output, entry);
        return line;
    }
}
