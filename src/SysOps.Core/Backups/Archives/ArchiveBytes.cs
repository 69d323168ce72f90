using Microsoft.Win32.SafeHandles;

namespace SysOps.Backups.Archives;

/// <summary>An archive or index file as it is stored, read at any place by any number of threads.</summary>
public abstract class ArchiveBytes : IDisposable
{
    public abstract long Length { get; }

    /// <exception cref="IOException">There is no such file, or it may not be read.</exception>
    public static ArchiveBytes Open(string path) => new StoredFile(path);

    public static ArchiveBytes Of(ReadOnlyMemory<byte> bytes) => new InMemory(bytes);

    /// <summary>Fills the buffer from the offset.</summary>
    /// <exception cref="ArchiveCorruptException">The file ends before.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public abstract void Read(long offset, Span<byte> buffer);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class StoredFile : ArchiveBytes
    {
        private readonly SafeFileHandle _handle;

        public StoredFile(string path)
        {
            _handle = File.OpenHandle(path);
            Length = RandomAccess.GetLength(_handle);
        }

        public override long Length { get; }

        public override void Read(long offset, Span<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                int read = RandomAccess.Read(_handle, buffer, offset);
                if (read == 0)
                {
                    throw new ArchiveCorruptException("It ends too early.");
                }

                buffer = buffer[read..];
                offset += read;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _handle.Dispose();
            }

            base.Dispose(disposing);
        }
    }

    private sealed class InMemory(ReadOnlyMemory<byte> bytes) : ArchiveBytes
    {
        public override long Length => bytes.Length;

        public override void Read(long offset, Span<byte> buffer)
        {
            if (offset < 0 || offset + buffer.Length > bytes.Length)
            {
                throw new ArchiveCorruptException("It ends too early.");
            }

            bytes.Span.Slice((int)offset, buffer.Length).CopyTo(buffer);
        }
    }
}
