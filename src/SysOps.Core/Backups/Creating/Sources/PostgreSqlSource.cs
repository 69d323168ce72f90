using System.Text.Json;
using SysOps.Backups.Archives.Writing;
using SysOps.Backups.Components;
using SysOps.Backups.Databases.Dumping;
using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Backups.Creating.Sources;

/// <summary>A database of PostgreSQL, by pg_dump.</summary>
internal sealed class PostgreSqlSource(DatabaseSettings settings, BackupSettings backups, BackupServices services) : IBackupSource
{
    // Text compresses to a third and less; the largest tables lie uncompressed until they are archived. From the catalog alone: asking a relation for its size waits for locks.
    private const string SizeQuery =
        """
        SELECT pg_catalog.pg_database_size(pg_catalog.current_database()),
               coalesce((SELECT sum(pages)::bigint * pg_catalog.current_setting('block_size')::bigint FROM (
                   SELECT t.relpages + coalesce(o.relpages, 0) AS pages FROM pg_catalog.pg_class t LEFT JOIN pg_catalog.pg_class o ON o.oid = t.reltoastrelid
                   WHERE t.relkind = 'r' ORDER BY 1 DESC LIMIT 4) AS largest), 0)
        """;

    private readonly ProgramSearch _programs = new() { Folder = backups.PostgreSqlPrograms };
    private PinnedServer? _server;

    public string Name => "database";

    public BackupComponentKind Kind => BackupComponentKind.Database;

    public async Task<SourceEstimate> ExamineAsync(CancellationToken cancellationToken)
    {
        _server = await PinnedServer.FindAsync(settings, services.Secrets, cancellationToken).ConfigureAwait(false);
        PostgreSqlDatabase database = await _server.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            await _programs.FindAsync(database.ServerMajor, $"the server {_server.Endpoint.Name}", _server.Redactor, cancellationToken).ConfigureAwait(false);
            (long size, long largest) = await database.SingleAsync(SizeQuery, reader => (reader.GetInt64(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            return new SourceEstimate { ReadBytes = size, NeededBytes = largest + (size / 3) };
        }
    }

    public async Task<SourceCopy> CopyAsync(CopyTarget target, CancellationToken cancellationToken)
    {
        DumpOptions options = new() { StagingFolder = target.CreateScratchFolder(), Programs = _programs, IncludesRolePasswords = backups.RolePasswords, Progress = target.Progress, Time = services.Time };
        ArchiveWriter archive = new(target.CreateFile(ComponentFiles.DatabaseArchive), target.CreateFile(ComponentFiles.DatabaseIndex), target.Options, cancellationToken);
        await using (archive.ConfigureAwait(false))
        {
            DatabaseDumpSummary summary = await new PostgreSqlDump(_server!, options).RunAsync(new ArchiveSink(archive), cancellationToken).ConfigureAwait(false);
            await archive.CompleteAsync().ConfigureAwait(false);
            return new SourceCopy
            {
                SizeBytes = summary.DataBytes,
                FileCount = summary.Tables.Count,
                Facts = JsonSerializer.SerializeToElement(summary, DatabaseJson.Default.DatabaseDumpSummary),
                Warnings = summary.Warnings,
                Tools = new Dictionary<string, string>(StringComparer.Ordinal) { ["pg_dump"] = summary.ProgramVersion, ["postgresql"] = summary.Database.ServerVersion },
            };
        }
    }
}
