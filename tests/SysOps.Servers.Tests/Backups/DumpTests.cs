using System.Text.Json;
using Npgsql;
using SysOps.Backups.Databases.Dumping;
using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

public sealed class DumpTests(TestServers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dump_hands_over_every_file_with_the_table_of_contents_last_and_says_what_is_in_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await NastyDatabase.FillAsync(database);
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();
        FolderSink sink = new(stored.Path);

        DatabaseDumpSummary summary = await new PostgreSqlDump(await database.PinAsync(), new DumpOptions { StagingFolder = staging.Path }).RunAsync(sink, Stop);

        Assert.Equal("globals.sql", sink.Names[0]);
        Assert.Equal("toc.dat", sink.Names[^1]);
        Assert.Equal(sink.Names.Count, sink.Names.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Directory.EnumerateFileSystemEntries(staging.Path));
        Assert.Empty(summary.Warnings);
        Assert.Equal(508, summary.Tables.Single(table => table is { Schema: "public", Name: "items" }).Rows);
        Assert.Equal(1, summary.Tables.Single(table => table is { Schema: "Other Schema", Name: "items" }).Rows);
        Assert.Equal(1, summary.Tables.Single(table => table.Name == "name\nwith newline").Rows);
        Assert.Equal(2, summary.Tables.Single(table => table.Name == "no_columns").Rows);
        Assert.Equal(new string('0', 32), summary.Tables.Single(table => table.Name == "empty_table").Sum);
        Assert.Equal(["Added", "Zeta", "alpha", "dot.comma,(paren)", "select", "with\n        newline".Replace("        ", "", StringComparison.Ordinal), "β"], summary.Tables.Single(table => table.Name.StartsWith("Mixed", StringComparison.Ordinal)).Columns);
        Assert.DoesNotContain("doubled", summary.Tables.Single(table => table is { Schema: "public", Name: "items" }).Columns);
        Assert.Equal((7, false), summary.Sequences.Single(sequence => sequence.Name == "Odd Seq") is var odd ? ((int)odd.LastValue, !odd.IsCalled) : default);
        Assert.Equal((77, false), summary.Sequences.Single(sequence => sequence.Name == "never_called") is var never ? ((int)never.LastValue, never.IsCalled) : default);
        Assert.Equal([70001u, 70002u], summary.LargeObjects.Select(item => item.ObjectId));
        Assert.Equal([0L, 300001L], summary.LargeObjects.Select(item => item.SizeBytes));
        Assert.Equal([("of_totals", true), ("totals", true), ("unpopulated", false)], summary.MaterializedViews.Select(view => (view.Name, view.IsPopulated)));
        Assert.Contains(database.Owner, summary.Database.Roles);
        Assert.Contains("tester", summary.Database.Roles);
        Assert.Equal("UTF8", summary.Database.Locale.Encoding);
        Assert.Contains(summary.Database.Extensions, extension => extension.Name == "pgcrypto");
    }

    [Fact]
    public async Task The_description_survives_the_manifest()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await NastyDatabase.FillAsync(database);
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();
        DatabaseDumpSummary summary = await new PostgreSqlDump(await database.PinAsync(), new DumpOptions { StagingFolder = staging.Path }).RunAsync(new FolderSink(stored.Path), Stop);

        string json = JsonSerializer.Serialize(summary, DatabaseJson.Default.DatabaseDumpSummary);
        DatabaseDumpSummary again = JsonSerializer.Deserialize(json, DatabaseJson.Default.DatabaseDumpSummary)!;

        Assert.Equal(json, JsonSerializer.Serialize(again, DatabaseJson.Default.DatabaseDumpSummary));
        Assert.DoesNotContain(new NpgsqlConnectionStringBuilder(database.ConnectionString).Password!, json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_taken_while_pg_dump_still_works()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync([.. Enumerable.Range(1, 60).Select(number => $"CREATE TABLE t{number} AS SELECT i, md5(i::text) FROM generate_series(1, 20000) i")]);
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();
        FolderSink sink = new(stored.Path);

        await new PostgreSqlDump(await database.PinAsync(), new DumpOptions { StagingFolder = staging.Path, Jobs = 2 }).RunAsync(sink, Stop);

        Assert.Equal(62, sink.Names.Count);
        Assert.InRange(sink.MostStaged, 1, 45);
    }

    [Fact]
    public async Task What_is_written_during_the_dump_is_not_in_it()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE first AS SELECT 1 AS i", "CREATE TABLE second AS SELECT 1 AS i");
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();

        // The globals are taken after the snapshot and before pg_dump.
        FolderSink sink = new(stored.Path) { BeforeTake = async (name, _) => await (name == "globals.sql" ? database.ExecuteAsync("INSERT INTO first VALUES (2)", "DELETE FROM second") : Task.CompletedTask) };
        DatabaseDumpSummary summary = await new PostgreSqlDump(await database.PinAsync(), new DumpOptions { StagingFolder = staging.Path }).RunAsync(sink, Stop);

        Assert.Equal([1L, 1L], summary.Tables.Select(table => table.Rows));
        Assert.Equal(2L, await database.ScalarAsync<long>("SELECT count(*) FROM first"));
    }

    [Fact]
    public async Task Names_in_an_encoding_other_than_utf8_are_understood()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync(), "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        await database.ExecuteAsync("CREATE TABLE \"tàble\" (\"ÿ\" text, \"é\" text)", "INSERT INTO \"tàble\" VALUES ('ü', 'ö')");
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();

        DatabaseDumpSummary summary = await new PostgreSqlDump(await database.PinAsync(), new DumpOptions { StagingFolder = staging.Path }).RunAsync(new FolderSink(stored.Path), Stop);

        TableFacts table = Assert.Single(summary.Tables);
        Assert.Equal(("tàble", 1L), (table.Name, table.Rows));
        Assert.Equal(["é", "ÿ"], table.Columns);
        Assert.Equal("LATIN1", summary.Database.Locale.Encoding);
    }

    [Fact]
    public async Task Of_several_hosts_the_one_that_answers_is_dumped()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();
        string both = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = $"127.0.0.1:{FreePort.Find()},127.0.0.1:{database.Server.Port}", TargetSessionAttributes = "primary" }.ConnectionString;

        PinnedServer server = await database.PinAsync(both);
        DatabaseDumpSummary summary = await new PostgreSqlDump(server, new DumpOptions { StagingFolder = staging.Path }).RunAsync(new FolderSink(stored.Path), Stop);

        Assert.Equal(database.Server.Port, server.Endpoint.Port);
        Assert.Single(summary.Tables);
    }
}
