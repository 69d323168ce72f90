using System.Security.Cryptography;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Reading;

/// <summary>
/// Verifies one archive against its index: the file's SHA-256, every frame's checksum, every file's SHA-256, that the headers say what the index says, and that
/// the entries follow each other without a gap to the end mark. On every platform.
/// </summary>
public sealed class ArchiveVerifier
{
    private const int MostFindings = 1000;

    private readonly ArchiveBytes _archive;
    private readonly ArchiveBytes _index;
    private readonly string _backupId;
    private readonly ArchiveSample _sample;
    private readonly Lock _gate = new();
    private readonly SortedList<int, RunResult> _results = [];

    private (int Frame, bool IsTaken) _lastFrame = (-1, false);
    private bool _isWhole;

    private ArchiveVerifier(ArchiveBytes archive, ArchiveBytes index, string backupId, ArchiveSample sample)
    {
        _sample = sample;
        _isWhole = sample.Percent >= 100;
        _archive = archive;
        _index = index;
        _backupId = backupId;
    }

    /// <param name="archive">Left open.</param>
    /// <param name="index">The index that was written with it; left open.</param>
    /// <param name="options">The backup they belong to, and how many threads verify.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    public static Task<ArchiveVerification> VerifyAsync(ArchiveBytes archive, ArchiveBytes index, ArchiveOptions options, CancellationToken cancellationToken) =>
        VerifyAsync(archive, index, options, ArchiveSample.All, cancellationToken);

    /// <inheritdoc cref="VerifyAsync(ArchiveBytes, ArchiveBytes, ArchiveOptions, CancellationToken)" />
    /// <param name="archive">Left open.</param>
    /// <param name="index">The index that was written with it; left open.</param>
    /// <param name="options">The backup they belong to, and how many threads verify.</param>
    /// <param name="sample">How much of it. Of a part neither the order nor the file's SHA-256 can be told.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<ArchiveVerification> VerifyAsync(ArchiveBytes archive, ArchiveBytes index, ArchiveOptions options, ArchiveSample sample, CancellationToken cancellationToken) =>
        Task.Run(() => new ArchiveVerifier(archive, index, options.BackupId, sample).Verify(options.Workers, cancellationToken), cancellationToken);

    private ArchiveVerification Verify(int workers, CancellationToken cancellationToken)
    {
        List<ArchiveFinding> findings = [];
        try
        {
            // Read here first, as a set closes an archive that has none. The set does not own the archive: it is never disposed of.
            _ = SeekTable.Read(_archive);
            IndexEnd? end = VerifyEntries(new ArchiveSet(_ => _archive), workers, cancellationToken);
            findings.AddRange(_results.Values.SelectMany(result => result.Findings));
            if (_isWhole)
            {
                VerifyOrder(findings);
                VerifyFile(end!.Archive, findings, cancellationToken);
            }
        }
        catch (ArchiveCorruptException exception)
        {
            findings.Add(new ArchiveFinding(null, exception.Message));
        }

        return new ArchiveVerification
        {
            Findings = [.. findings.Take(MostFindings)],
            EntriesVerified = _results.Values.Sum(result => result.Entries),
            FileBytesVerified = _results.Values.Sum(result => result.Bytes),
            IsWhole = _isWhole,
        };
    }

    // Null when time was over before the end of the index.
    private IndexEnd? VerifyEntries(ArchiveSet archives, int workers, CancellationToken cancellationToken)
    {
        using IndexReader index = new(_index);
        using RunPipeline pipeline = new(archives, workers, new RunProgress(), VerifyRun, cancellationToken);
        foreach (IndexEntry entry in index.Entries().Where(entry => entry.Place.BackupId == _backupId))
        {
            if (_sample.Until.IsCancellationRequested)
            {
                _isWhole = false;
                break;
            }

            if (IsTaken(entry.Place.Frame))
            {
                pipeline.Add(entry);
            }
        }

        pipeline.Complete();
        return index.End;
    }

    // A frame as a whole: to look at one of its entries costs as much as to look at all.
    private bool IsTaken(int frame)
    {
        if (_lastFrame.Frame != frame)
        {
            _lastFrame = (frame, _sample.Percent >= 100 || Random.Shared.NextDouble() * 100 < _sample.Percent);
        }

        return _lastFrame.IsTaken;
    }

    private void VerifyRun(EntryRun run, EntryCursor cursor, CancellationToken cancellationToken)
    {
        RunResult result = new((run.Entries[0].Place.Frame, run.Entries[0].Place.Offset));
        (int Frame, int Offset) next = result.Start;
        foreach (IndexEntry entry in run.Entries)
        {
            try
            {
                if ((entry.Place.Frame, entry.Place.Offset) != next)
                {
                    throw new ArchiveCorruptException($"Between the entry before and '{entry.Path}' there is something that the index does not tell of.");
                }

                EntryVerifier.Verify(cursor, entry, cancellationToken);
                next = cursor.NextPlace(_backupId);
                result.Entries++;
                result.Bytes += entry is { Kind: EntryKind.File, IsMetadataOnly: false } ? entry.Size : 0;
            }
            catch (ArchiveCorruptException exception)
            {
                result.Findings.Add(new ArchiveFinding(entry.Path, exception.Message));
                break; // Where the next one begins cannot be said any more.
            }
        }

        result.End = next;
        lock (_gate)
        {
            _results.Add(run.Number, result);
        }
    }

    // One after another, from the first byte to the two empty blocks that end the archive.
    private void VerifyOrder(List<ArchiveFinding> findings)
    {
        (int Frame, int Offset) next = (0, 0);
        foreach (RunResult result in _results.Values)
        {
            if (result.Start != next && findings.Count == 0)
            {
                findings.Add(new ArchiveFinding(null, $"Before frame {result.Start.Frame} there is something that the index does not tell of."));
            }

            next = result.End;
        }

        SeekTable table = SeekTable.Read(_archive);
        using FrameStream stream = new(_archive, table);
        if (findings.Count > 0 || table.Count == 0)
        {
            return;
        }

        stream.MoveTo(next.Frame, next.Offset);
        byte[] rest = new byte[1025];
        int length = stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        if (length != 1024 || rest.AsSpan().ContainsAnyExcept((byte)0))
        {
            findings.Add(new ArchiveFinding(null, "The archive does not end after its last entry."));
        }
    }

    private void VerifyFile(ArchiveTotals expected, List<ArchiveFinding> findings, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1024 * 1024];
        for (long at = 0; at < _archive.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = (int)Math.Min(buffer.Length, _archive.Length - at);
            _archive.Read(at, buffer.AsSpan(0, length));
            hash.AppendData(buffer, 0, length);
            at += length;
        }

        if (_archive.Length != expected.StoredBytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != expected.Sha256)
        {
            findings.Add(new ArchiveFinding(null, "The file is not the one that was written: its SHA-256 differs from the one in the index."));
        }
    }

    private sealed class RunResult((int Frame, int Offset) start)
    {
        public (int Frame, int Offset) Start { get; } = start;

        public (int Frame, int Offset) End { get; set; }

        public long Entries { get; set; }

        public long Bytes { get; set; }

        public List<ArchiveFinding> Findings { get; } = [];
    }
}
