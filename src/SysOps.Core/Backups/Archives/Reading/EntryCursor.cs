using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Goes to entries in archives. Each thread has its own, which keeps the frames it is in.</summary>
internal sealed class EntryCursor : IDisposable
{
    // Of all threads together: each holds a frame of four megabytes, and a chain has up to 30 archives.
    private const int MostFrames = 24;

    private static readonly int MostOpen = Math.Max(3, MostFrames / Environment.ProcessorCount);

    private readonly ArchiveSet _archives;
    private readonly List<OpenArchive> _open = []; // The one that was used last is the last.

    public EntryCursor(ArchiveSet archives)
    {
        _archives = archives;
    }

    /// <summary>Reads the headers at the place; the reader gives the data.</summary>
    /// <exception cref="ArchiveCorruptException">There is no entry at the place.</exception>
    public (TarEntry Entry, TarReader Reader) MoveTo(ContentPlace place)
    {
        OpenArchive archive = Open(place.BackupId);
        archive.Stream.MoveTo(place.Frame, place.Offset);
        archive.Reader.Restart();
        return (archive.Reader.ReadNext() ?? throw new ArchiveCorruptException("The archive ends where the index tells of an entry."), archive.Reader);
    }

    /// <summary>Where the entry after the one just read starts.</summary>
    public (int Frame, int Offset) NextPlace(string backupId)
    {
        OpenArchive archive = Open(backupId);
        archive.Reader.SkipRest();
        return (archive.Stream.Frame, archive.Stream.Offset);
    }

    public void Dispose()
    {
        _open.ForEach(archive => archive.Stream.Dispose());
        _open.Clear();
    }

    private OpenArchive Open(string backupId)
    {
        int at = _open.FindLastIndex(archive => archive.BackupId == backupId);
        if (at == _open.Count - 1 && at >= 0)
        {
            return _open[at];
        }

        OpenArchive open = at >= 0 ? _open[at] : OpenAnother(backupId);
        _open.Remove(open);
        _open.Add(open);
        return open;
    }

    // The one that was not used for the longest time gives its place, its buffer and its decoder.
    private OpenArchive OpenAnother(string backupId)
    {
        (ArchiveBytes bytes, SeekTable table) = _archives.Open(backupId);
        FrameStream stream;
        if (_open.Count < MostOpen)
        {
            stream = new FrameStream(bytes, table);
        }
        else
        {
            stream = _open[0].Stream;
            stream.TurnTo(bytes, table);
            _open.RemoveAt(0);
        }

        return new OpenArchive(backupId, stream, new TarReader(stream, stream.Skip));
    }

    private sealed record OpenArchive(string BackupId, FrameStream Stream, TarReader Reader);
}
