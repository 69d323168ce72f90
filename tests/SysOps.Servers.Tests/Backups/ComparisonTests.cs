using SysOps.Backups.Databases.Restoring;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

/// <summary>What a comparison finds: each of these is one change to a database that was dumped.</summary>
public sealed class ComparisonTests(TestServers servers)
{
    [Theory]
    [InlineData("UPDATE t SET b = 'x' WHERE a = 7", "Table public.t: it holds as many rows as were dumped, and their content differs")]
    [InlineData("UPDATE t SET b = CASE a WHEN 7 THEN 'v8' ELSE 'v7' END WHERE a IN (7, 8)", "Table public.t: it holds as many rows as were dumped, and their content differs")]
    [InlineData("UPDATE t SET b = c, c = b WHERE a = 7", "Table public.t: it holds as many rows as were dumped, and their content differs")]
    [InlineData("UPDATE t SET b = NULL WHERE b = ''", "Table public.t: it holds as many rows as were dumped, and their content differs")]
    [InlineData("UPDATE t SET a = 7 WHERE a = 8; UPDATE t SET b = 'v7', c = 'w7' WHERE a = 7", "Table public.t: it holds as many rows as were dumped, and their content differs")]
    [InlineData("DELETE FROM t WHERE a = 7", "Table public.t: it holds 9 rows, and 10 were dumped")]
    [InlineData("DROP TABLE t", "Table public.t: it is missing")]
    [InlineData("SELECT nextval('s')", "Sequence public.s: it stands at 2, and 1 was dumped")]
    [InlineData("DROP SEQUENCE s", "Sequence public.s: it is missing")]
    [InlineData("SELECT lo_put(4711, 1500000, '\\xff')", "LargeObject 4711: its content differs")]
    [InlineData("SELECT lo_unlink(4711)", "LargeObject 4711: it is missing")]
    [InlineData("REFRESH MATERIALIZED VIEW m WITH NO DATA", "MaterializedView public.m: it is not populated")]
    [InlineData("DROP MATERIALIZED VIEW m; CREATE MATERIALIZED VIEW m AS SELECT 2 AS one", "MaterializedView public.m: its definition differs")]
    public async Task One_change_is_found(string change, string expected)
    {
        await using TestDatabase database = await FilledAsync();
        using Dumped dump = await Dumped.OfAsync(database);
        Assert.Empty((await dump.CompareAsync()).Differences);

        await database.ExecuteAsync(change);

        Assert.Equal(expected, Assert.Single((await dump.CompareAsync()).Differences).ToString());
    }

    [Fact]
    public async Task Rows_in_another_order_and_columns_in_another_order_are_no_difference()
    {
        await using TestDatabase database = await FilledAsync();
        using Dumped dump = await Dumped.OfAsync(database);

        await database.ExecuteAsync("CREATE TABLE other AS SELECT c, a, b FROM t ORDER BY a DESC", "DROP TABLE t", "ALTER TABLE other RENAME TO t");

        Assert.Empty((await dump.CompareAsync()).Differences);
    }

    [Fact]
    public async Task By_count_only_content_is_left_out_and_the_result_says_so()
    {
        await using TestDatabase database = await FilledAsync();
        using Dumped dump = await Dumped.OfAsync(database);
        await database.ExecuteAsync("UPDATE t SET b = 'x' WHERE a = 7");

        DatabaseComparison comparison = await dump.CompareAsync(countsOnly: true);

        Assert.Empty(comparison.Differences);
        Assert.True(comparison.IsByCountOnly);
        await database.ExecuteAsync("INSERT INTO t VALUES (11)");
        Assert.Single((await dump.CompareAsync(countsOnly: true)).Differences);
    }

    private async Task<TestDatabase> FilledAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync(
            "CREATE TABLE t (a int, b text, c text)", "INSERT INTO t SELECT i, 'v' || i, 'w' || i FROM generate_series(1, 9) i", "INSERT INTO t VALUES (10, '', NULL)", "CREATE SEQUENCE s", "SELECT nextval('s')",
            "SELECT lo_from_bytea(4711, decode(repeat('ab', 2000000), 'hex'))", "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one");
        return database;
    }
}
