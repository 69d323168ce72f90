using System.Security.Cryptography;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>
/// Makes an archive of files that come one at a time, such as those of a database dump. On every platform. One call at a time;
/// after a failure, or without <see cref="CompleteAsync"/>, what was written is no archive.
/// </summary>
public sealed class ArchiveWriter : IAsyncDisposable
{
    private const int PrivateFile = 0x180; // 0600

    private readonly ArchiveOptions _options;
    private readonly ArchiveOutput _output;

    /// <param name="archive">Where the archive goes; left open, and not synced.</param>
    /// <param name="index">Where its index goes; likewise.</param>
    /// <param name="options">The backup it belongs to, level and threads.</param>
    /// <param name="cancellationToken">Ends it: the calls after throw.</param>
    public ArchiveWriter(Stream archive, Stream index, ArchiveOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _output = new ArchiveOutput(archive, index, options, _ => { }, cancellationToken);
    }

    /// <summary>Adds a file of the local disk. When it returns, the file is read and may be removed.</summary>
    /// <param name="name">Its name in the archive: relative, with slashes.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="cancellationToken">Ends the whole archive.</param>
    /// <returns>The file's line in the index: size and SHA-256 among it.</returns>
    /// <exception cref="IOException">The file cannot be read, or the archive cannot be written.</exception>
    public async Task<IndexEntry> AddFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        FileStream content = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await using (content.ConfigureAwait(false))
        {
            return await AddFileAsync(name, content, content.Length, new DateTimeOffset(File.GetLastWriteTimeUtc(path)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a file of what a stream gives.</summary>
    /// <param name="name">Its name in the archive: relative, with slashes.</param>
    /// <param name="content">Read from where it stands; left open.</param>
    /// <param name="length">How many bytes it has, as the archive must say so first.</param>
    /// <param name="modified">When it was modified last.</param>
    /// <param name="cancellationToken">Ends the whole archive.</param>
    /// <returns>The file's line in the index: size and SHA-256 among it.</returns>
    /// <exception cref="IOException">The stream ends before the length, or the archive cannot be written.</exception>
    /// <exception cref="ArgumentException">The name is absolute, or has <c>..</c> in it.</exception>
    public Task<IndexEntry> AddFileAsync(string name, Stream content, long length, DateTimeOffset modified, CancellationToken cancellationToken)
    {
        PathBytes path = PathBytes.Of(name);
        if (path.IsRoot || !path.IsSafe)
        {
            throw new ArgumentException($"'{path}' cannot be the name of a file in an archive.", nameof(name));
        }

        return Task.Run(() => Add(path, content, length, FileTime.Of(modified)), cancellationToken);
    }

    /// <summary>Writes what is left, and the end.</summary>
    /// <exception cref="IOException">The archive or the index cannot be written.</exception>
    public Task<ArchiveSummary> CompleteAsync() => _output.CompleteAsync();

    public ValueTask DisposeAsync() => _output.DisposeAsync();

    private IndexEntry Add(PathBytes path, Stream content, long length, FileTime modified)
    {
        (int frame, int offset) = _output.Content.Position;
        TarEntry headers = new() { Name = TarEntry.NameOf(path, isFolder: false), Kind = EntryKind.File, Mode = PrivateFile, Size = length, Modified = modified };
        TarWriter.WriteHeaders(_output.Content, headers);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long left = length; left > 0;)
        {
            Span<byte> span = _output.Content.GetSpan();
            int read = content.Read(span[..(int)Math.Min(left, span.Length)]);
            if (read == 0)
            {
                throw new EndOfStreamException($"'{path}' ends {left} bytes before its {length}.");
            }

            hash.AppendData(span[..read]);
            _output.Content.Advance(read);
            left -= read;
        }

        TarWriter.WritePadding(_output.Content, length);
        IndexEntry entry = new()
        {
            Path = path,
            Kind = EntryKind.File,
            Mode = PrivateFile,
            Modified = modified,
            Size = length,
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            Place = new ContentPlace(_options.BackupId, frame, offset),
        };
        _output.Content.Attach(entry);
        return entry;
    }
}
