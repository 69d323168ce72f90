using System.Text;
using SysOps.Backups.Databases.Archive;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>The names of tables and sequences by their OIDs, as the snapshot sees them.</summary>
internal sealed class TableCatalog
{
    private readonly PostgreSqlDatabase _database;
    private readonly Dictionary<uint, RelationName> _relations;
    private readonly string _encoding;

    private TableCatalog(PostgreSqlDatabase database, string encoding, IReadOnlyList<RelationName> relations)
    {
        _database = database;
        _encoding = encoding;
        _relations = relations.ToDictionary(relation => relation.ObjectId);
    }

    /// <summary>How the archive's texts are decoded.</summary>
    public Encoding ArchiveEncoding => IsTransparent ? Encoding.UTF8 : Encoding.Latin1;

    private bool IsTransparent => _encoding is "UTF8" or "SQL_ASCII";

    public static async Task<TableCatalog> ReadAsync(PostgreSqlDatabase database, string encoding, CancellationToken cancellationToken)
    {
        const string Query =
            """
            SELECT c.oid, nspname, relname, (SELECT extcondition[pg_catalog.array_position(extconfig, c.oid)] FROM pg_catalog.pg_extension WHERE c.oid = ANY (extconfig))
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'S', 'f', 'm')
            """;
        return new TableCatalog(database, encoding, await database.ReadAsync(
            Query,
            reader => new RelationName(reader.GetFieldValue<uint>(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) || reader.GetString(3).Length == 0 ? null : reader.GetString(3)),
            cancellationToken).ConfigureAwait(false));
    }

    /// <exception cref="SysOpsException">DatabaseDumpCorrupt: the archive has something that the snapshot has not.</exception>
    public RelationName Find(ArchiveEntry entry) => _relations.GetValueOrDefault(entry.ObjectId)
        ?? throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"The dump holds {entry.Kind} of OID {entry.ObjectId}, which is not in the database.", "Make the backup again.", entry.FileName);

    /// <summary>The columns in the order in which the data file has them.</summary>
    public async Task<IReadOnlyList<string>> ColumnsAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        string statement = entry.CopyStatement ?? "";
        if (!IsTransparent)
        {
            // The statement is in the database's encoding, which the server knows best.
            statement = await _database.SingleAsync("SELECT pg_catalog.convert_from($1, $2)", reader => reader.GetString(0), cancellationToken, Encoding.Latin1.GetBytes(statement), _encoding).ConfigureAwait(false);
        }

        try
        {
            return CopyStatement.ColumnsOf(statement);
        }
        catch (FormatException exception)
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"The table of contents of the dump cannot be read: {exception.Message}.", "Make the backup again.", entry.FileName, exception);
        }
    }

}
