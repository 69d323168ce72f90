using System.Collections.Concurrent;
using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Reading;

/// <summary>The archives that an index refers to, by backup id; each is opened when it is needed first. Used by any number of threads.</summary>
public sealed class ArchiveSet : IDisposable
{
    private readonly Func<string, ArchiveBytes> _open;
    private readonly ConcurrentDictionary<string, Lazy<Opened>> _archives = new(StringComparer.Ordinal);

    /// <param name="open">Opens the archive of a backup; an <see cref="IOException"/> or a <see cref="SysOpsException"/> of its is told of every entry that needs it.</param>
    public ArchiveSet(Func<string, ArchiveBytes> open)
    {
        _open = open;
    }

    public void Dispose()
    {
        foreach (Lazy<Opened> archive in _archives.Values.Where(archive => archive.IsValueCreated))
        {
            archive.Value.Bytes.Dispose();
        }

        _archives.Clear();
    }

    /// <summary>The archive of a backup and its seek table.</summary>
    internal (ArchiveBytes Bytes, SeekTable Table) Open(string backupId)
    {
        Opened archive = _archives.GetOrAdd(backupId, id => new Lazy<Opened>(() => OpenFirst(id))).Value;
        return (archive.Bytes, archive.Table);
    }

    private Opened OpenFirst(string backupId)
    {
        ArchiveBytes bytes = _open(backupId);
        try
        {
            return new Opened(bytes, SeekTable.Read(bytes));
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private sealed record Opened(ArchiveBytes Bytes, SeekTable Table);
}
