using System.Security.Cryptography;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Files;
using ZstdNet;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>An archive and its index laid out by hand: what TreeArchiver never writes, and somebody with bad intent may.</summary>
internal sealed class ForgedArchive : IDisposable
{
    private readonly FrameBuffer _tar = new();
    private readonly FrameBuffer _lines = new();
    private readonly IndexWriter _index;

    public ForgedArchive()
    {
        _index = new IndexWriter(_lines);
    }

    public void AddFile(string path, string content = "content", string? nameInTar = null)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(content);
        Add(new TarEntry { Name = System.Text.Encoding.UTF8.GetBytes(nameInTar ?? path), Kind = EntryKind.File, Mode = 0x1a4, Size = bytes.Length }, path, bytes);
    }

    public void Add(EntryKind kind, string path, string target = "") => Add(
        new TarEntry { Name = TarEntry.NameOf(PathBytes.Of(path), kind == EntryKind.Folder), Kind = kind, Mode = 0x1ed, Target = System.Text.Encoding.UTF8.GetBytes(target), Device = new DeviceNumber(1, 3) },
        path,
        []);

    public void Save(TreeLab lab)
    {
        TarWriter.WriteEnd(_tar);
        (byte[] archive, ArchiveTotals totals) = Compress(_tar.Content);
        _index.WriteEnd(totals);
        File.WriteAllBytes(lab.ArchivePath, archive);
        File.WriteAllBytes(lab.IndexPath, Compress(_lines.Content).Bytes);
    }

    public void Dispose() => _index.Dispose();

    /// <summary>One frame and its table.</summary>
    public static (byte[] Bytes, ArchiveTotals Totals) Compress(ReadOnlySpan<byte> content)
    {
        using CompressionOptions options = new(null, new Dictionary<ZSTD_cParameter, int> { [ZSTD_cParameter.ZSTD_c_checksumFlag] = 1 }, 3);
        using Compressor compressor = new(options);
        byte[] frame = compressor.Wrap(content);
        SeekTable table = new();
        table.Add(frame.Length, content.Length);
        byte[] bytes = [.. frame, .. table.ToBytes()];
        return (bytes, new ArchiveTotals { Frames = 1, ContentBytes = content.Length, StoredBytes = bytes.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) });
    }

    private void Add(TarEntry entry, string path, byte[] content)
    {
        _index.Write(new IndexEntry
        {
            Path = PathBytes.Of(path),
            Kind = entry.Kind,
            Mode = entry.Mode,
            Size = content.Length,
            Sha256 = entry.Kind is EntryKind.File or EntryKind.HardLink ? Convert.ToHexStringLower(SHA256.HashData(content)) : null,
            Target = entry.Target,
            Device = entry.Kind is EntryKind.CharacterDevice or EntryKind.BlockDevice ? entry.Device : default,
            Place = new ContentPlace(TreeLab.BackupId, 0, _tar.Length),
        });
        TarWriter.WriteHeaders(_tar, entry);
        content.CopyTo(_tar.GetSpan(content.Length));
        _tar.Advance(content.Length);
        TarWriter.WritePadding(_tar, content.Length);
    }
}
