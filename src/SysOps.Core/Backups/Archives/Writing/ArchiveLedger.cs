using SysOps.Backups.Archives.Indexes;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Writing;

/// <summary>What is learned while a tree is archived, by any thread.</summary>
/// <param name="backupId">Whose archive it is.</param>
/// <param name="changedAfter">From when on a file counts as changed; null: none does.</param>
internal sealed class ArchiveLedger(string backupId, FileTime? changedAfter)
{
    private const int MostLines = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<EntryKind, long> _counts = [];
    private readonly List<ArchiveProblem> _problems = [];
    private readonly List<ArchiveNote> _notes = [];
    private long _problemCount;
    private long _fileBytes;
    private long _changedFiles;
    private (long Files, long Bytes) _reused;

    public long FileBytes => Interlocked.Read(ref _fileBytes);

    public void Count(IEnumerable<IndexEntry> entries)
    {
        lock (_gate)
        {
            foreach (IndexEntry entry in entries)
            {
                _counts[entry.Kind] = _counts.GetValueOrDefault(entry.Kind) + 1;
                Interlocked.Add(ref _fileBytes, entry.Kind == EntryKind.File ? entry.Size : 0);
                _changedFiles += entry.Kind == EntryKind.File && HasChanged(entry) ? 1 : 0;
                if (entry.Kind == EntryKind.File && (entry.ContentPlace ?? entry.Place).BackupId != backupId)
                {
                    _reused = (_reused.Files + 1, _reused.Bytes + entry.Size);
                }
            }
        }
    }

    public void Report(PathBytes path, ArchiveProblemKind kind, string reason)
    {
        lock (_gate)
        {
            _problemCount++;
            if (_problems.Count < MostLines)
            {
                _problems.Add(new ArchiveProblem(path, kind, reason));
            }
        }
    }

    public void Report(PathBytes path, NativeException exception)
    {
        bool vanished = exception.Error == NativeError.NoEntry;
        bool changed = exception.Error == NativeError.TooManyLinks || exception.Error == NativeError.NotFolder;
        ArchiveProblemKind kind = vanished ? ArchiveProblemKind.Vanished : changed ? ArchiveProblemKind.Changed : ArchiveProblemKind.Unreadable;
        Report(path, kind, vanished ? "It was gone before it was read." : changed ? "Something else took its place before it was read." : $"It cannot be read: {exception.Error.Message}.");
    }

    public void Note(PathBytes path, string text)
    {
        lock (_gate)
        {
            if (_notes.Count < MostLines)
            {
                _notes.Add(new ArchiveNote(path, text));
            }
        }
    }

    public TreeArchiveSummary ToSummary(ArchiveSummary archive, FileTime started) => new()
    {
        Archive = archive.Archive,
        Index = archive.Index,
        Counts = _counts,
        FileBytes = FileBytes,
        ChangedFiles = _changedFiles,
        Started = started,
        StoredFiles = _counts.GetValueOrDefault(EntryKind.File) - _reused.Files,
        StoredFileBytes = FileBytes - _reused.Bytes,
        ReusedFiles = _reused.Files,
        ReusedFileBytes = _reused.Bytes,
        Problems = [.. _problems.OrderBy(problem => problem.Path)],
        ProblemCount = _problemCount,
        Notes = [.. _notes.OrderBy(note => note.Path)],
    };

    private bool HasChanged(IndexEntry entry) =>
        changedAfter is { } moment && (entry.Modified.CompareTo(moment) > 0 || entry.Changed?.CompareTo(moment) > 0);
}
