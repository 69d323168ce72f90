using System.IO.Compression;

namespace SysOps.Logs.Compressing;

/// <summary>Each block is a member of gzip: zcat reads them as one file.</summary>
internal sealed class GzipCoder(int level) : IBlockCoder
{
    /// <summary>In bytes: larger ones compress no better, smaller ones worse.</summary>
    public const int BlockSize = 2 * 1024 * 1024;

    // Of nothing .NET makes nothing, and zcat takes that for a file that is cut off.
    private static readonly byte[] Empty = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly MemoryStream _output = new();
    private readonly byte[] _check = new byte[128 * 1024];

    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> block)
    {
        if (block.IsEmpty)
        {
            return Empty;
        }

        _output.SetLength(0);
        using (GZipStream stream = new(_output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
        {
            stream.Write(block.Span);
        }

        _output.Position = 0;
        Check(block.Span);
        return _output.GetBuffer().AsMemory(0, (int)_output.Length);
    }

    public void Dispose() => _output.Dispose();

    private void Check(ReadOnlySpan<byte> rest)
    {
        using GZipStream stream = new(_output, CompressionMode.Decompress, leaveOpen: true);
        while (stream.Read(_check) is > 0 and int length)
        {
            if (length > rest.Length || !rest[..length].SequenceEqual(_check.AsSpan(0, length)))
            {
                throw new InvalidDataException("What was compressed does not come out as it went in.");
            }

            rest = rest[length..];
        }

        if (!rest.IsEmpty)
        {
            throw new InvalidDataException("What was compressed does not come out whole.");
        }
    }
}
