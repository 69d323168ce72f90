using System.Text;
using CsCheck;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Core.Tests.Backups.Archives.Support;
using SysOps.Files;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>Whatever the headers of a tar entry or a line of an index can say is read as it was written.</summary>
public sealed class HeaderRoundTripTests
{
    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Gen.Byte[1, 255].Array[1, 300],
        Gen.Char['a', 'c'].Array[1, 300].Select(Encoding.UTF8.GetBytes),
        Gen.OneOf((byte)'/', (byte)'=', (byte)'%', (byte)'\n', (byte)'"', (byte)'3', (byte)'D').Array[1, 120]);

    private static readonly Gen<string> Name = Gen.OneOf(Gen.Const(""), Gen.OneOf("root", "größe", new string('u', 31), new string('u', 32), "with \"quotes\"\n"));

    private static readonly Gen<FileTime> Time = Gen.Select(Gen.OneOf(Gen.Long[-3, 3], Gen.Long[-(1L << 40), 1L << 40]), Gen.OneOf(Gen.Const(0), Gen.Int[0, 999_999_999]), (seconds, nanoseconds) => new FileTime(seconds, nanoseconds));

    private static readonly Gen<uint> Id = Gen.OneOf(Gen.UInt, Gen.OneOf(0u, 0x1fffffu, 0x200000u, uint.MaxValue));

    private static readonly Gen<IReadOnlyList<ExtendedAttribute>> Attributes = Gen.Select(Bytes, Gen.Byte.Array[0, 300], (name, value) => new ExtendedAttribute(name, value)).Array[0, 3].Select(Sorted);

    private static readonly Gen<TarEntry> Entry = Gen.Select(
        Gen.Select(Bytes, Gen.Enum<EntryKind>(), Gen.Int[0, 0xfff]),
        Gen.Select(Id, Id, Name, Name),
        Gen.Select(Time, Gen.OneOf(Gen.Long[0, 2000], Gen.Long[0, 1L << 50]), Bytes, Gen.UInt[0, 0xfff], Gen.UInt[0, 0xfffff]),
        Attributes,
        Gen.Int[0, 3],
        (what, owner, rest, attributes, parts) => new TarEntry
        {
            Name = what.Item1,
            Kind = what.Item2,
            Mode = what.Item3,
            OwnerId = owner.Item1,
            GroupId = owner.Item2,
            OwnerName = owner.Item3,
            GroupName = owner.Item4,
            Modified = rest.Item1,
            Size = what.Item2 == EntryKind.File ? rest.Item2 : 0,
            Target = what.Item2 is EntryKind.Link or EntryKind.HardLink ? rest.Item3 : default,
            Device = what.Item2 is EntryKind.CharacterDevice or EntryKind.BlockDevice ? new DeviceNumber(rest.Item4, rest.Item5) : default,
            Attributes = attributes,
            Sparse = what.Item2 == EntryKind.File && parts > 0 ? Map(rest.Item2, parts) : null,
        });

    [Fact]
    public void Headers_of_a_tar_entry() => Entry.Sample(entry =>
    {
        FrameBuffer buffer = new();
        TarWriter.WriteHeaders(buffer, entry);
        Assert.Equal(0, buffer.Length % 512);
        using MemoryStream stream = new(buffer.Content.ToArray());
        TarEntry read = new TarReader(stream).ReadNext()!;
        Assert.Equal(EntryText.Of(entry), EntryText.Of(read));
        Assert.Equal(stream.Length, stream.Position);
    });

    [Fact]
    public void Lines_of_an_index() => Gen.Select(Entry, Gen.OneOf(Gen.Const(default(ArchiveProblemKind?)), Gen.Enum<ArchiveProblemKind>().Select(kind => (ArchiveProblemKind?)kind)), Gen.Int[0, 7], Gen.ULong, Gen.Int[0, 1_000_000]).Array[0, 20].Sample(lines =>
    {
        List<IndexEntry> entries = [.. lines.Select(line => ToIndex(line.Item1, line.Item2, line.Item3, line.Item4, line.Item5))];
        FrameBuffer buffer = new();
        using (IndexWriter writer = new(buffer))
        {
            entries.ForEach(writer.Write);
            writer.WriteEnd(new ArchiveTotals { Frames = 3, ContentBytes = 1L << 40, StoredBytes = 1L << 39, Sha256 = "00ff" });
        }

        Assert.Equal(entries.Count + 1, buffer.Content.Count((byte)'\n'));
        using ArchiveBytes bytes = ArchiveBytes.Of(ForgedArchive.Compress(buffer.Content).Bytes);
        using IndexReader reader = new(bytes);
        Assert.Equal(entries.Select(EntryText.Of), reader.Entries().Select(EntryText.Of));
        Assert.Equal((entries.Count, 3, 1L << 40, 1L << 39, "00ff"), (reader.End!.Entries, reader.End.Archive.Frames, reader.End.Archive.ContentBytes, reader.End.Archive.StoredBytes, reader.End.Archive.Sha256));
    });

    [Fact]
    public void Noise_is_refused_and_nothing_worse() => Gen.Byte.Array[0, 2000].Sample(noise =>
    {
        using ArchiveBytes bytes = ArchiveBytes.Of(noise);
        Assert.Throws<ArchiveCorruptException>(() => new IndexReader(bytes));
        Assert.Throws<ArchiveCorruptException>(() => new TarReader(new MemoryStream(noise)).ReadNext());
    });

    private static IndexEntry ToIndex(TarEntry entry, ArchiveProblemKind? problem, int options, ulong inode, int place) => new()
    {
        Path = PathBytes.Of(entry.Name.Span.SequenceEqual("."u8) ? [] : entry.Name.Span),
        Kind = entry.Kind,
        Mode = entry.Mode,
        OwnerId = entry.OwnerId,
        GroupId = entry.GroupId,
        OwnerName = entry.OwnerName,
        GroupName = entry.GroupName,
        Modified = entry.Modified,
        Changed = (options & 1) != 0 ? new FileTime(place, place) : null,
        Identity = (options & 2) != 0 ? new FileIdentity(inode, ~inode) : null,
        Size = entry.Size,
        Sha256 = entry.Kind is EntryKind.File or EntryKind.HardLink ? "00ff" : null,
        Target = entry.Target,
        Device = entry.Device,
        AttributesDigest = IndexEntry.DigestOf(entry.Attributes),
        Place = new ContentPlace(TreeLab.BackupId, place, place / 2),
        ContentPlace = (options & 4) != 0 ? new ContentPlace("an earlier one", place / 3, place) : null,
        Problem = problem,
    };

    private static SparseMap Map(long size, int parts)
    {
        SparseMap map = new();
        for (int part = 0; part < parts; part++)
        {
            map.Add(size * part / parts, size / parts / 2);
        }

        return map;
    }

    private static IReadOnlyList<ExtendedAttribute> Sorted(ExtendedAttribute[] attributes) =>
        [.. attributes.DistinctBy(attribute => Convert.ToHexString(attribute.Name.Span)).OrderBy(attribute => Convert.ToHexString(attribute.Name.Span), StringComparer.Ordinal)];
}
