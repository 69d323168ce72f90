using System.Globalization;
using SysOps.Backups.Databases.Archive;
using SysOps.Backups.Databases.Dumping;
using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>Compares what a database holds with what was dumped.</summary>
public sealed class DatabaseComparer
{
    private readonly PostgreSqlDatabase _database;
    private readonly DatabaseDumpSummary _dump;
    private readonly bool _countsOnly;
    private readonly List<DatabaseDifference> _differences = [];

    private DatabaseComparer(PostgreSqlDatabase database, DatabaseDumpSummary dump, bool countsOnly)
    {
        _database = database;
        _dump = dump;
        _countsOnly = countsOnly;
    }

    /// <param name="server">The server.</param>
    /// <param name="name">The restored database.</param>
    /// <param name="dump">What was dumped.</param>
    /// <param name="countsOnly">Whether the content of rows is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DatabaseComparison> CompareAsync(PinnedServer server, string name, DatabaseDumpSummary dump, bool countsOnly, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase database = await server.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            // The session writes values as that of pg_dump did (setup_connection in pg_dump.c), whatever the settings of the database are.
            await database.ExecuteAsync(
                "SET search_path = ''; SET timezone = 'UTC'; SET bytea_output = 'hex'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET extra_float_digits = 3; SET row_security = off; SET statement_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                cancellationToken).ConfigureAwait(false);
            return await new DatabaseComparer(database, dump, countsOnly).RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DatabaseComparison> RunAsync(CancellationToken cancellationToken)
    {
        await CompareTablesAsync(cancellationToken).ConfigureAwait(false);
        await CompareSequencesAsync(cancellationToken).ConfigureAwait(false);
        _differences.AddRange(await LargeObjectComparer.CompareAsync(_database, _dump.LargeObjects, cancellationToken).ConfigureAwait(false));
        await CompareViewsAsync(cancellationToken).ConfigureAwait(false);
        return new DatabaseComparison
        {
            Tables = _dump.Tables.Count,
            Rows = _dump.Tables.Sum(table => table.Rows),
            Sequences = _dump.Sequences.Count,
            LargeObjects = _dump.LargeObjects.Count,
            MaterializedViews = _dump.MaterializedViews.Count,
            IsByCountOnly = _countsOnly,
            Differences = _differences,
        };
    }

    private async Task CompareTablesAsync(CancellationToken cancellationToken)
    {
        HashSet<(string Schema, string Name)> present = await PresentAsync("'r', 'p'", cancellationToken).ConfigureAwait(false);
        foreach (TableFacts table in _dump.Tables)
        {
            if (!present.Contains((table.Schema, table.Name)))
            {
                Differ("Table", table.ToString(), "it is missing");
                continue;
            }

            await CompareTableAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CompareTableAsync(TableFacts table, CancellationToken cancellationToken)
    {
        string from = $"FROM ONLY {SqlText.Identifier(table.Schema, table.Name)} {table.Filter}";
        var sum = new CopySum(FieldOrder.AsItIs);
        long rows;
        if (_countsOnly)
        {
            rows = await _database.SingleAsync($"SELECT pg_catalog.count(*) {from}", reader => reader.GetInt64(0), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            string columns = string.Join(", ", table.Columns.Select(SqlText.Identifier));
            await _database.CopyOutAsync($"COPY (SELECT {columns} {from}) TO STDOUT WITH (ENCODING {SqlText.Literal(_dump.Database.Locale.Encoding)})", sum.Append, cancellationToken).ConfigureAwait(false);
            rows = sum.Rows;
        }

        if (rows != table.Rows)
        {
            Differ("Table", table.ToString(), string.Create(CultureInfo.InvariantCulture, $"it holds {rows} rows, and {table.Rows} were dumped"));
        }
        else if (!_countsOnly && sum.ToString() != table.Sum)
        {
            Differ("Table", table.ToString(), "it holds as many rows as were dumped, and their content differs");
        }
    }

    private async Task CompareSequencesAsync(CancellationToken cancellationToken)
    {
        HashSet<(string Schema, string Name)> present = await PresentAsync("'S'", cancellationToken).ConfigureAwait(false);
        foreach (SequenceFacts sequence in _dump.Sequences)
        {
            string name = $"{sequence.Schema}.{sequence.Name}";
            if (!present.Contains((sequence.Schema, sequence.Name)))
            {
                Differ("Sequence", name, "it is missing");
                continue;
            }

            (long value, bool called) = await _database.SingleAsync($"SELECT last_value, is_called FROM {SqlText.Identifier(sequence.Schema, sequence.Name)}", reader => (reader.GetInt64(0), reader.GetBoolean(1)), cancellationToken).ConfigureAwait(false);
            if ((value, called) != (sequence.LastValue, sequence.IsCalled))
            {
                Differ("Sequence", name, string.Create(CultureInfo.InvariantCulture, $"it stands at {value}, and {sequence.LastValue} was dumped"));
            }
        }
    }

    private async Task CompareViewsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<MaterializedViewFacts> views = await MaterializedViews.ReadAsync(_database, cancellationToken).ConfigureAwait(false);
        foreach (MaterializedViewFacts view in _dump.MaterializedViews)
        {
            MaterializedViewFacts? found = views.FirstOrDefault(one => one.Schema == view.Schema && one.Name == view.Name);
            string? problem = found is null ? "it is missing"
                : found.IsPopulated != view.IsPopulated ? view.IsPopulated ? "it is not populated" : "it is populated, and was not"
                : found.Definition != view.Definition && !_countsOnly ? "its definition differs" : null;
            if (problem is not null)
            {
                Differ("MaterializedView", $"{view.Schema}.{view.Name}", problem);
            }
        }
    }

    private async Task<HashSet<(string Schema, string Name)>> PresentAsync(string kinds, CancellationToken cancellationToken) =>
        [.. await _database.ReadAsync($"SELECT nspname, relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE relkind IN ({kinds})", reader => (reader.GetString(0), reader.GetString(1)), cancellationToken).ConfigureAwait(false)];

    private void Differ(string kind, string name, string problem) => _differences.Add(new DatabaseDifference(kind, name, problem));
}
