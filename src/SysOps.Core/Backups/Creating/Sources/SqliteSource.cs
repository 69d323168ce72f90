using System.Text.Json;
using SysOps.Backups.Archives.Writing;
using SysOps.Backups.Components;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Settings;

namespace SysOps.Backups.Creating.Sources;

/// <summary>A SQLite database, by its online backup.</summary>
internal sealed class SqliteSource(DatabaseSettings settings, BackupServices services) : IBackupSource
{
    private string _path = "";

    public string Name => "database";

    public BackupComponentKind Kind => BackupComponentKind.Database;

    public async Task<SourceEstimate> ExamineAsync(CancellationToken cancellationToken)
    {
        string connectionString = await services.Secrets.ResolveAsync(settings.ConnectionString, cancellationToken).ConfigureAwait(false);
        _path = SqliteFile.PathOf(connectionString, settings.BaseFolder) ?? throw new SysOpsException(
            ErrorCatalogue.DatabaseSettingInvalid, "database.connectionString names no file.", "Write Data Source=…, the path of the database.", "database.connectionString");
        FileInfo file = new(_path);
        return file.Exists
            ? new SourceEstimate { ReadBytes = file.Length, NeededBytes = file.Length + (file.Length / 2) }
            : throw new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"The database file '{_path}' does not exist.", "Correct Data Source in database.connectionString.", _path);
    }

    public async Task<SourceCopy> CopyAsync(CopyTarget target, CancellationToken cancellationToken)
    {
        string copy = Path.Combine(target.CreateScratchFolder(), "database.sqlite");
        SqliteDumpSummary summary = await SqliteDump.RunAsync(_path, copy, new SqliteCopyOptions { Time = services.Time }, cancellationToken).ConfigureAwait(false);
        FileStream content = new(copy, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan | FileOptions.DeleteOnClose });
        await using (content.ConfigureAwait(false))
        {
            await FileCompressor.WriteAsync(content, target.CreateFile(ComponentFiles.SqliteDatabase), target.Options, cancellationToken).ConfigureAwait(false);
        }

        return new SourceCopy
        {
            SizeBytes = summary.SizeBytes,
            FileCount = summary.Tables.Count,
            Facts = JsonSerializer.SerializeToElement(summary, DatabaseJson.Default.SqliteDumpSummary),
            Tools = new Dictionary<string, string>(StringComparer.Ordinal) { ["sqlite"] = summary.LibraryVersion },
        };
    }
}
