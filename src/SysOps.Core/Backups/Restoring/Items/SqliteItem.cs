using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Backups.Components;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Backups.Manifests;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Backups.Restoring.Items;

/// <summary>A SQLite database, restored beside the live file and copied into it.</summary>
internal sealed class SqliteItem : IRestoreItem
{
    private readonly RestoreContext _context;
    private readonly ManifestComponent _component;
    private readonly string _path;

    /// <param name="context">The restore.</param>
    /// <param name="component">What the backup says of it.</param>
    /// <param name="path">Full path of the file to restore to.</param>
    public SqliteItem(RestoreContext context, ManifestComponent component, string path)
    {
        _context = context;
        _component = component;
        _path = TargetPlace.Resolve(path);
    }

    public string Name => _component.Name;

    public BackupComponentKind Kind => BackupComponentKind.Database;

    private string Folder => Path.GetDirectoryName(_path)!;

    private string Staging => Path.Combine(Folder, $".{Path.GetFileName(_path)}.sysops-restore-{_context.Id}");

    private SqliteCopyOptions Options => new() { Progress = _context.Services.Progress, Time = _context.Services.Time };

    public Task<RestorePlanItem> PlanAsync(CancellationToken cancellationToken)
    {
        SqliteDumpSummary dump = ComponentFacts.OfSqlite(_component);
        FileInfo file = new(_path);
        long lost = file.Exists ? file.Length : 0;
        long needed = dump.SizeBytes + lost + dump.SizeBytes; // The restored one, a copy of the old one, SQLite's own journal.
        return Task.FromResult(new RestorePlanItem
        {
            Name = Name,
            Kind = Kind,
            Method = RestoreMethod.CopyPages,
            Target = _path,
            Created = file.Exists ? 0 : 1,
            Overwritten = file.Exists ? 1 : 0,
            WrittenBytes = dump.SizeBytes,
            LostBytes = lost,
            NeededBytes = needed,
            FreeBytes = SpaceNeed.FreeIn(Folder),
            Previous = file.Exists && !_context.Request.RemovePrevious ? PreviousName.Of(_path, _context.Now) : null,
            Refusals = Refusals(dump, needed).ToArray(),
            Notes = file.Exists ? ["Whoever has the file open sees the restored content from one moment to the next."] : [],
            Fingerprint = file.Exists ? $"{_path}/{file.Length}/{file.LastWriteTimeUtc:O}" : _path,
        });
    }

    public ItemSwaps Announce() => new()
    {
        Database = new DatabaseSwap
        {
            Provider = DatabaseProvider.Sqlite,
            Name = _path,
            Scratch = Staging,
            Previous = File.Exists(_path) ? PreviousName.Of(_path, _context.Now) : null,
            RemovePrevious = _context.Request.RemovePrevious,
        },
    };

    public async Task<StagedItem> StageAsync(CancellationToken cancellationToken)
    {
        PrivateFiles.CreateLastingFolder(Staging);
        await Task.Run(() => Decompress(cancellationToken), cancellationToken).ConfigureAwait(false);
        FolderSync.Sync(Staging);
        SqliteDumpSummary dump = ComponentFacts.OfSqlite(_component);
        await SqliteRestore.VerifyAsync(SqliteSwapper.NewIn(Staging), dump, Options, cancellationToken).ConfigureAwait(false);
        return new StagedItem
        {
            Swaps = Announce(),
            Notes = [$"PRAGMA integrity_check finds nothing; {dump.Tables.Count} tables, {dump.Tables.Sum(table => table.Rows)} rows as in the copy."],
            WrittenBytes = dump.SizeBytes,
        };
    }

    private IEnumerable<string> Refusals(SqliteDumpSummary dump, long needed)
    {
        if (dump.Version > SqliteDumpSummary.CurrentVersion)
        {
            yield return "The backup was described by a newer SysOps: restore it with that.";
        }

        if (TargetPlace.IsWithin(_path, TargetPlace.Resolve(_context.Request.Repository)))
        {
            yield return $"'{_path}' lies in the backup repository, and nothing is ever restored into that.";
        }

        if (!FolderAccess.MayWrite(TargetPlace.ExistingFolder(Folder)) || (!Directory.Exists(Folder) && _context.Request.Destination is null))
        {
            yield return $"The folder '{Folder}' does not exist, or cannot be written by this user.";
        }

        foreach (string refusal in SpaceNeed.Refusals(Folder, needed))
        {
            yield return refusal;
        }
    }

    private void Decompress(CancellationToken cancellationToken)
    {
        if (!_component.Files.Contains(ComponentFiles.SqliteDatabase, StringComparer.Ordinal))
        {
            throw new ArchiveCorruptException($"The component '{Name}' has no '{ComponentFiles.SqliteDatabase}'.");
        }

        using ArchiveBytes bytes = _context.Source.OpenVerified(ComponentFiles.SqliteDatabase, cancellationToken);
        using FrameStream content = new(bytes, SeekTable.Read(bytes));
        using FileStream output = new(SqliteSwapper.NewIn(Staging), FileMode.CreateNew);
        byte[] buffer = new byte[1024 * 1024];
        while (content.Read(buffer) is > 0 and int length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(buffer, 0, length);
        }

        output.Flush(flushToDisk: true);
    }
}
