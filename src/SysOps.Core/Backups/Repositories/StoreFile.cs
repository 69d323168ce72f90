namespace SysOps.Backups.Repositories;

/// <summary>A new file on a real file system.</summary>
internal sealed class StoreFile : IStoreFile
{
    private readonly FileStream _stream;

    public StoreFile(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        _stream = new FileStream(path, options);
    }

    public long Length => RandomAccess.GetLength(_stream.SafeFileHandle);

    public void Write(ReadOnlySpan<byte> content) => _stream.Write(content);

    public void Sync() => _stream.Flush(flushToDisk: true);

    public void Dispose() => _stream.Dispose();
}
