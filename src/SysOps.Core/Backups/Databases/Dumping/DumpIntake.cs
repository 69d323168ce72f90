using System.Globalization;
using System.Security.Cryptography;
using SysOps.Backups.Databases.Archive;
using SysOps.Backups.Databases.Facts;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>Takes each file of the dump: sums its content, hands it to the sink at the same time, removes it. So the folder never holds the whole dump.</summary>
internal sealed class DumpIntake(string folder, TableCatalog catalog, IDumpSink sink, Action<long> report)
{
    private const string LargeObjectPrefix = "blob_";

    private readonly List<TableFacts> _tables = [];
    private readonly List<LargeObjectFacts> _largeObjects = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private ArchiveContents? _contents;
    private Dictionary<string, ArchiveEntry> _dataFiles = [];

    public long Bytes { get; private set; }

    public IReadOnlyList<TableFacts> Tables => [.. _tables.OrderBy(table => table.Schema, StringComparer.Ordinal).ThenBy(table => table.Name, StringComparer.Ordinal)];

    public IReadOnlyList<LargeObjectFacts> LargeObjects => [.. _largeObjects.OrderBy(item => item.ObjectId)];

    /// <summary>Takes one file that is closed. The table of contents, which pg_dump writes before all data, waits for the end; so does what was closed unfinished, as it is when pg_dump is killed.</summary>
    public Task TakeEarlyAsync(string name, CancellationToken cancellationToken)
    {
        bool waits = name == ArchiveContents.FileName || (name.EndsWith(".dat", StringComparison.Ordinal) && LargeObjectOf(name) is null && !TableDataFile.IsComplete(Path.Combine(folder, name)));
        return waits ? Task.CompletedTask : TakeAsync(name, cancellationToken);
    }

    /// <summary>Takes what is left in the folder, the table of contents last.</summary>
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt: a data file is missing.</exception>
    public async Task<ArchiveContents> FinishAsync(CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ToArray())
        {
            if (Path.GetFileName(path) is not ArchiveContents.FileName and var name)
            {
                await TakeAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }

        ArchiveContents contents = await ContentsAsync(cancellationToken).ConfigureAwait(false);
        if (_dataFiles.Values.FirstOrDefault(entry => entry.Kind == ArchiveEntry.TableData && !_taken.Contains(entry.FileName!)) is { } missing)
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"pg_dump wrote no data file for {catalog.Find(missing).Schema}.{catalog.Find(missing).Name}.", "Make the backup again.", missing.FileName);
        }

        string toc = Path.Combine(folder, ArchiveContents.FileName);
        await sink.TakeAsync(ArchiveContents.FileName, toc, cancellationToken).ConfigureAwait(false);
        File.Delete(toc);
        return contents;
    }

    private async Task TakeAsync(string name, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, name);
        long length = new FileInfo(path).Length;
        await Task.WhenAll(SumAsync(name, path, length, cancellationToken), sink.TakeAsync(name, path, cancellationToken)).ConfigureAwait(false);
        File.Delete(path);
        Bytes += length;
        _taken.Add(name);
        report(Bytes);
    }

    private async Task<ArchiveContents> ContentsAsync(CancellationToken cancellationToken)
    {
        if (_contents is null)
        {
            _contents = await ArchiveContents.ReadAsync(Path.Combine(folder, ArchiveContents.FileName), catalog.ArchiveEncoding, cancellationToken).ConfigureAwait(false);
            _dataFiles = _contents.Entries.Where(entry => entry.FileName is not null).ToDictionary(entry => entry.FileName!, StringComparer.Ordinal);
        }

        return _contents;
    }

    private async Task SumAsync(string name, string path, long length, CancellationToken cancellationToken)
    {
        if (LargeObjectOf(name) is { } objectId)
        {
            FileStream stream = File.OpenRead(path);
            await using (stream.ConfigureAwait(false))
            {
                byte[] hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
                _largeObjects.Add(new LargeObjectFacts { ObjectId = objectId, SizeBytes = length, Sha256 = Convert.ToHexStringLower(hash) });
            }

            return;
        }

        await ContentsAsync(cancellationToken).ConfigureAwait(false);
        if (_dataFiles.GetValueOrDefault(name) is { Kind: ArchiveEntry.TableData } entry)
        {
            RelationName relation = catalog.Find(entry);
            IReadOnlyList<string> columns = await catalog.ColumnsAsync(entry, cancellationToken).ConfigureAwait(false);
            CopySum sum = await Task.Run(() => TableDataFile.SumAsync(path, columns, cancellationToken), cancellationToken).ConfigureAwait(false);
            _tables.Add(new TableFacts
            {
                Schema = relation.Schema,
                Name = relation.Name,
                File = name,
                Columns = [.. columns.Order(StringComparer.Ordinal)],
                Filter = relation.Filter,
                Rows = sum.Rows,
                Sum = sum.ToString(),
            });
        }
    }

    private static uint? LargeObjectOf(string name) =>
        name.StartsWith(LargeObjectPrefix, StringComparison.Ordinal) && uint.TryParse(Path.GetFileNameWithoutExtension(name.AsSpan(LargeObjectPrefix.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? id : null;
}
