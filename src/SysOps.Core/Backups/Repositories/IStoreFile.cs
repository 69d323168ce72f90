namespace SysOps.Backups.Repositories;

/// <summary>A new file of the store, while it is written from its beginning to its end. Disposing it closes it and makes nothing safe.</summary>
public interface IStoreFile : IDisposable
{
    /// <summary>How much the file system says is in it.</summary>
    long Length { get; }

    /// <summary>Writes all of it, or throws.</summary>
    void Write(ReadOnlySpan<byte> content);

    /// <summary>Returns once the content is safe on the disk (fsync).</summary>
    void Sync();
}
