using System.Buffers;
using System.Security.Cryptography;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Reads the content of one file of an archive and makes sure that it is the one that the index tells of.</summary>
internal static class EntryContent
{
    private const int BufferSize = 256 * 1024;

    public delegate void Write(ReadOnlySpan<byte> data, long offset);

    /// <param name="cursor">Goes to the entry.</param>
    /// <param name="entry">A file or hard link of the index.</param>
    /// <param name="write">Given the data, in order; holes are left out.</param>
    /// <param name="cancellationToken">Asked between pieces.</param>
    /// <returns>The entry with the content.</returns>
    /// <exception cref="ArchiveCorruptException">The archive is damaged, or has another content there. What was written until then is not to be trusted.</exception>
    public static TarEntry Read(EntryCursor cursor, IndexEntry entry, Write write, CancellationToken cancellationToken)
    {
        (TarEntry headers, TarReader reader) = cursor.MoveTo(entry.ContentPlace ?? entry.Place);
        if (headers.Kind != EntryKind.File || headers.Size != entry.Size || (entry.Kind == EntryKind.File && entry.ContentPlace is null && headers.Path != entry.Path))
        {
            throw new ArchiveCorruptException($"The archive has another entry where the index tells of '{entry.Path}'.");
        }

        string hash = Copy(headers, reader, write, cancellationToken);
        return hash == entry.Sha256 ? headers : throw new ArchiveCorruptException($"The content of '{entry.Path}' is not what was archived: its SHA-256 differs.");
    }

    private static string Copy(TarEntry headers, TarReader reader, Write write, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long at = 0;
            foreach (SparseMap.DataPart part in headers.Sparse?.Parts ?? [new SparseMap.DataPart(0, headers.Size)])
            {
                Zeros.Hash(hash, part.Offset - at);
                for (at = part.Offset; at < part.Offset + part.Length;)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int read = reader.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, part.Offset + part.Length - at)));
                    hash.AppendData(buffer, 0, read);
                    write(buffer.AsSpan(0, read), at);
                    at += read > 0 ? read : throw new ArchiveCorruptException("A sparse file has less data than its map tells.");
                }
            }

            Zeros.Hash(hash, headers.Size - at);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
