using System.Text.RegularExpressions;
using Npgsql;
using SysOps.Backups.Databases.Restoring;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

public sealed partial class RestoreTests(TestServers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restored_database_is_the_dumped_one_with_its_owner_grants_and_settings()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await NastyDatabase.FillAsync(database);
        string before = await PlainDump.OfAsync(database);
        string grants = await AclAsync(database);
        using Dumped dump = await Dumped.OfAsync(database);
        await database.ExecuteAsync("DROP TABLE parted", "UPDATE public.items SET name = 'spoilt'", $"ALTER DATABASE \"{database.Name}\" RESET ALL", $"ALTER DATABASE \"{database.Name}\" OWNER TO tester");

        RestoredDatabase result = await dump.RestoreAsync(cancellationToken: Stop);

        Assert.Empty(result.Comparison.Differences);
        Assert.False(result.Comparison.IsByCountOnly);
        Assert.Equal(WithoutChild(before), WithoutChild(await PlainDump.OfAsync(database)));
        Assert.Equal("3,c,2,late", await database.ScalarAsync<string>("SELECT concat_ws(',', c, b, a, later) FROM child"));
        Assert.Equal("=c/{0} {0}=C*/{0} {0}=Tc/{0}", grants);
        Assert.Equal(grants, await AclAsync(database));
        Assert.Equal(["spoilt"], (await ReadAsync(database, "SELECT DISTINCT left(name, 6) FROM items", result.PreviousName!)).Distinct(StringComparer.Ordinal));
        Assert.Equal([database.Name, result.PreviousName!], await database.RelativesAsync());
        Assert.Equal(508, result.Comparison.Rows - dump.Summary.Tables.Where(table => table.Name != "items" || table.Schema != "public").Sum(table => table.Rows));
    }

    [Fact]
    public async Task A_restored_database_can_be_dumped_to_the_same_sums()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await NastyDatabase.FillAsync(database);
        using Dumped first = await Dumped.OfAsync(database);
        await first.RestoreAsync(new RestoreOptions { RemovesPrevious = true }, Stop);

        using Dumped second = await Dumped.OfAsync(database);

        Assert.Equal([database.Name], await database.RelativesAsync());
        Assert.Equal(first.Summary.Tables.Select(table => (table.ToString(), table.Rows, table.Sum)), second.Summary.Tables.Select(table => (table.ToString(), table.Rows, table.Sum)));
        Assert.Equal(first.Summary.Sequences, second.Summary.Sequences);
        Assert.Equal(first.Summary.LargeObjects, second.Summary.LargeObjects);
        Assert.Equal(first.Summary.MaterializedViews, second.Summary.MaterializedViews);
        Assert.Equal(first.Summary.Database.Settings, second.Summary.Database.Settings);
        Assert.Equal(first.Summary.Database.Grants!.Order(Comparer<object>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))), second.Summary.Database.Grants!.Order(Comparer<object>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))));
        Assert.Equal((first.Summary.Database.Owner, first.Summary.Database.Comment, 25), (second.Summary.Database.Owner, second.Summary.Database.Comment, second.Summary.Database.ConnectionLimit));
    }

    [Fact]
    public async Task A_database_can_be_restored_beside_the_live_one_in_another_encoding()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync(), "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ICU_LOCALE 'de' LOCALE_PROVIDER icu");
        await database.ExecuteAsync("CREATE TABLE \"tàble\" (\"ÿ\" text, \"é\" text)", "INSERT INTO \"tàble\" VALUES ('ü', 'ö')");
        using Dumped dump = await Dumped.OfAsync(database);

        RestoredDatabase result = await dump.RestoreAsync(new RestoreOptions { DatabaseName = database.Name + " beside" }, Stop);

        Assert.Null(result.PreviousName);
        Assert.Equal([database.Name, database.Name + " beside"], await database.RelativesAsync());
        Assert.Equal("LATIN1 i de ö", await database.ScalarAsync<string>("SELECT concat_ws(' ', pg_encoding_to_char(encoding), datlocprovider, daticulocale, \"é\") FROM pg_database, \"tàble\" WHERE datname = current_database()", result.DatabaseName));
    }

    [Fact]
    public async Task The_databases_are_exchanged_under_load_and_every_client_comes_back()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE counters (id int PRIMARY KEY, n int)", "INSERT INTO counters SELECT i, 0 FROM generate_series(1, 10) i");
        using Dumped dump = await Dumped.OfAsync(database);
        using var enough = new CancellationTokenSource();
        Load[] load = [.. Enumerable.Range(0, 8).Select(_ => new Load(database.ConnectionString))];
        Task working = Task.WhenAll(load.Select(client => client.RunAsync(enough.Token)));
        await Eventually.TrueAsync(() => load.All(client => client.Updates > 5), "the load runs");

        RestoredDatabase result = await dump.RestoreAsync(cancellationToken: Stop);

        int[] then = [.. load.Select(client => client.Updates)];
        await Eventually.TrueAsync(() => load.Zip(then).All(pair => pair.First.Updates > pair.Second + 5), "every client works on", TimeSpan.FromSeconds(30));
        await enough.CancelAsync();
        await working;
        Assert.Equal([database.Name, result.PreviousName!], await database.RelativesAsync());
        Assert.True(await database.ScalarAsync<long>("SELECT sum(n) FROM counters", result.PreviousName!) > 0);
        Assert.True(await database.ScalarAsync<long>("SELECT sum(n) FROM counters") > 0);
    }

    [Fact]
    public async Task A_damaged_data_file_is_found_before_the_exchange_and_the_live_database_is_untouched()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE t AS SELECT i, 'value ' || i AS v FROM generate_series(1, 100) i");
        using Dumped dump = await Dumped.OfAsync(database);
        string file = Path.Combine(dump.Folder, dump.Summary.Tables.Single().File);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Stop)).Replace("value 50\n", "value 05\n", StringComparison.Ordinal), Stop);

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => dump.RestoreAsync(cancellationToken: Stop));

        Assert.Equal(ErrorCatalogue.DatabaseRestoreFailed, error.Id);
        Assert.Contains("public.t: it holds as many rows as were dumped, and their content differs", error.Message, StringComparison.Ordinal);
        Assert.Equal([database.Name], await database.RelativesAsync());
        Assert.Equal(100L, await database.ScalarAsync<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_data_file_that_is_missing_fails_the_restore_with_what_pg_restore_says()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        using Dumped dump = await Dumped.OfAsync(database);
        File.Delete(Path.Combine(dump.Folder, dump.Summary.Tables.Single().File));

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => dump.RestoreAsync(cancellationToken: Stop));

        Assert.Equal(ErrorCatalogue.DatabaseRestoreFailed, error.Id);
        Assert.Contains("could not open input file", error.Message, StringComparison.Ordinal);
        Assert.Equal([database.Name], await database.RelativesAsync());
    }

    [Fact]
    public async Task A_restore_that_is_cancelled_leaves_no_scratch_database()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE t AS SELECT i FROM generate_series(1, 200000) i");
        using Dumped dump = await Dumped.OfAsync(database);
        using var cancel = new CancellationTokenSource();

        var progress = new Synchronous(activity => _ = activity == "Restoring the database" ? cancel.CancelAsync() : Task.CompletedTask);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dump.RestoreAsync(new RestoreOptions { Progress = progress }, cancel.Token));

        Assert.Equal([database.Name], await database.RelativesAsync());
    }

    // Where the parent's columns stand in a child is another order after a restore; all else is compared.
    private static string WithoutChild(string dump) => Child().Replace(dump, "");

    private static async Task<string> AclAsync(TestDatabase database) =>
        (await database.ScalarAsync<string>($"SELECT string_agg(concat(CASE WHEN grantee <> 0 THEN pg_get_userbyid(grantee) END, '=', letters, '/', pg_get_userbyid(grantor)), ' ' ORDER BY grantee, letters) FROM (SELECT grantee, grantor, is_grantable, string_agg(CASE privilege_type WHEN 'CREATE' THEN 'C' WHEN 'TEMPORARY' THEN 'T' ELSE 'c' END || CASE WHEN is_grantable THEN '*' ELSE '' END, '') AS letters FROM pg_database, aclexplode(datacl) WHERE datname = current_database() GROUP BY 1, 2, 3) g"))
            .Replace(database.Owner, "{0}", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database, string query, string name)
    {
        await using NpgsqlConnection connection = await database.Server.OpenAsync(name);
        await using var command = new NpgsqlCommand(query, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    [GeneratedRegex(@"CREATE TABLE public\.child .*?;|COPY public\.child .*?\n\\\.", RegexOptions.Singleline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Child();
}
