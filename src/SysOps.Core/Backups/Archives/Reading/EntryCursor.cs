using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Goes to entries in archives. Each thread has its own, which keeps the frame it is in.</summary>
internal sealed class EntryCursor : IDisposable
{
    // Each holds a frame; a chain has 30 archives, and every thread reads of them.
    private const int MostOpen = 3;

    private readonly ArchiveSet _archives;
    private readonly Dictionary<string, (FrameStream Stream, TarReader Reader)> _open = new(StringComparer.Ordinal);

    public EntryCursor(ArchiveSet archives)
    {
        _archives = archives;
    }

    /// <summary>Reads the headers at the place; the reader gives the data.</summary>
    /// <exception cref="ArchiveCorruptException">There is no entry at the place.</exception>
    public (TarEntry Entry, TarReader Reader) MoveTo(ContentPlace place)
    {
        (FrameStream stream, TarReader reader) = Open(place.BackupId);
        stream.MoveTo(place.Frame, place.Offset);
        reader.Restart();
        return (reader.ReadNext() ?? throw new ArchiveCorruptException("The archive ends where the index tells of an entry."), reader);
    }

    /// <summary>Where the entry after the one just read starts.</summary>
    public (int Frame, int Offset) NextPlace(string backupId)
    {
        (FrameStream stream, TarReader reader) = Open(backupId);
        reader.SkipRest();
        return (stream.Frame, stream.Offset);
    }

    public void Dispose()
    {
        foreach ((FrameStream stream, _) in _open.Values)
        {
            stream.Dispose();
        }

        _open.Clear();
    }

    private (FrameStream Stream, TarReader Reader) Open(string backupId)
    {
        if (_open.TryGetValue(backupId, out (FrameStream Stream, TarReader Reader) open))
        {
            return open;
        }

        if (_open.Count == MostOpen)
        {
            Dispose();
        }

        FrameStream stream = _archives.OpenContent(backupId);
        return _open[backupId] = (stream, new TarReader(stream, stream.Skip));
    }
}
