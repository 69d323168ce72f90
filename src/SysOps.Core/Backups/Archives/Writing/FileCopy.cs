using System.Buffers;
using System.Security.Cryptography;
using SysOps.Backups.Archives.Tar;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Writing;

/// <summary>The data of one file on their way into the archive: exactly as many bytes as the headers say, whatever happens to the file.</summary>
internal sealed class FileCopy
{
    private readonly NativeFile _file;
    private readonly IBufferWriter<byte> _output;
    private readonly IncrementalHash _hash;

    private FileCopy(NativeFile file, IBufferWriter<byte> output, IncrementalHash hash)
    {
        _file = file;
        _output = output;
        _hash = hash;
    }

    /// <summary>Of what is stored, with zeros for holes.</summary>
    public string Sha256 { get; private set; } = "";

    public ArchiveProblemKind? Problem { get; private set; }

    public string? Reason { get; private set; }

    public static FileCopy Run(NativeFile file, TarEntry entry, IBufferWriter<byte> output)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FileCopy copy = new(file, output, hash);
        long at = 0;
        foreach (SparseMap.DataPart part in entry.Sparse?.Parts ?? [new SparseMap.DataPart(0, entry.Size)])
        {
            Zeros.Hash(hash, part.Offset - at);
            copy.Copy(part);
            at = part.Offset + part.Length;
        }

        Zeros.Hash(hash, entry.Size - at);
        TarWriter.WritePadding(output, entry.StoredSize);
        copy.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return copy;
    }

    private void Copy(SparseMap.DataPart part)
    {
        long at = part.Offset;
        long end = part.Offset + part.Length;
        while (at < end)
        {
            Span<byte> span = _output.GetSpan();
            span = span[..(int)Math.Min(end - at, span.Length)];
            Fill(span, at);
            _hash.AppendData(span);
            _output.Advance(span.Length);
            at += span.Length;
        }
    }

    private void Fill(Span<byte> span, long at)
    {
        int read = 0;
        try
        {
            read = Problem is null ? _file.Read(span, at) : 0;
            if (read < span.Length && Problem is null)
            {
                Problem = ArchiveProblemKind.Shrunk;
                Reason = $"It became shorter while it was read: zeros are stored from byte {at + read} on.";
            }
        }
        catch (NativeException exception)
        {
            Problem = ArchiveProblemKind.Unreadable;
            Reason = $"It cannot be read: {exception.Error.Message}. Zeros are stored from byte {at} on.";
        }

        span[read..].Clear();
    }
}
