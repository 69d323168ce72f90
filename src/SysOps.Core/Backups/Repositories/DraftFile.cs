using System.Security.Cryptography;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>One file of a backup that is being made, written from beginning to end. Its digest is that of the bytes as they were given, whatever the disk did with them.</summary>
internal sealed class DraftFile : Stream
{
    private readonly string _name;
    private readonly string _path;
    private readonly IStoreFile _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;
    private bool _ended;

    public DraftFile(string name, string path, IStoreFile file)
    {
        _name = name;
        _path = path;
        _file = file;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_ended;

    /// <summary>How much was written so far.</summary>
    public override long Length => _length;

    /// <summary>The same as the length: there is no way back.</summary>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            _file.Write(buffer);
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            throw StoreErrors.From(_path, exception);
        }

        _hash.AppendData(buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing is kept back; what makes it safe is the publication.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <exception cref="IOException">It is not on the disk as it was written.</exception>
    internal ManifestFile Complete()
    {
        _ended = true;
        _file.Sync();
        if (_file.Length != _length)
        {
            throw new IOException($"'{_path}' has {_file.Length} bytes, and {_length} were written.");
        }

        _file.Dispose();
        return new ManifestFile { Name = _name, SizeBytes = _length, Sha256 = Convert.ToHexStringLower(_hash.GetCurrentHash()) };
    }

    /// <summary>Closes the file, whatever is in it.</summary>
    internal void Abandon()
    {
        _ended = true;
        _file.Dispose();
        _hash.Dispose();
    }

    /// <summary>Ends the writing. The file stays open until it is synced.</summary>
    protected override void Dispose(bool disposing)
    {
        _ended = true;
        base.Dispose(disposing);
    }
}
