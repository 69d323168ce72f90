using Npgsql;
using SysOps.Backups.Databases.Restoring;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

/// <summary>What a restore refuses, and what lifts that.</summary>
public sealed class RestorePlanTests(TestServers servers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_role_is_refused_and_no_owner_restores_all_the_same()
    {
        TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await using (database)
        {
            await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i", $"ALTER TABLE t OWNER TO \"{database.Owner}\"");
            using Dumped dump = await Dumped.OfAsync(database);
            await database.ExecuteAsync($"REASSIGN OWNED BY \"{database.Owner}\" TO tester", $"DROP OWNED BY \"{database.Owner}\"", $"DROP ROLE \"{database.Owner}\"");

            SysOpsException refused = await Assert.ThrowsAsync<SysOpsException>(() => dump.RestoreAsync(cancellationToken: Stop));
            RestoredDatabase result = await dump.RestoreAsync(new RestoreOptions { NoOwner = true }, Stop);

            Assert.Equal(ErrorCatalogue.DatabaseRestoreRefused, refused.Id);
            Assert.Contains($"The role '{database.Owner}' is missing", refused.Message, StringComparison.Ordinal);
            Assert.Contains("-NoOwner restores all the same", refused.Message, StringComparison.Ordinal);
            Assert.Equal("tester", await database.ScalarAsync<string>("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 't'"));
            Assert.Contains(result.Notes, note => note.Contains("Owners", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_logical_slot_and_a_subscription_are_listed_and_refused_without_force()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        string slot = "slot_" + Guid.NewGuid().ToString("N")[..8];
        await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        using Dumped dump = await Dumped.OfAsync(database);
        await database.ExecuteAsync($"SELECT pg_create_logical_replication_slot('{slot}', 'test_decoding')", $"CREATE SUBSCRIPTION {slot} CONNECTION 'host=nowhere.invalid' PUBLICATION p WITH (connect = false, slot_name = NONE)");
        try
        {
            DatabaseRestorePlan plan = await dump.PlanAsync();

            Assert.Equal(2, plan.Refusals.Count);
            Assert.All(plan.Refusals, refusal => Assert.Equal("Force", refusal.LiftedBy));
            Assert.All(plan.Refusals, refusal => Assert.Contains(slot, refusal.Problem, StringComparison.Ordinal));
            Assert.Empty((await dump.PlanAsync(new RestoreOptions { Force = true })).Refusals);
        }
        finally
        {
            await database.ExecuteAsync($"DROP SUBSCRIPTION {slot}", $"SELECT pg_drop_replication_slot('{slot}')");
        }
    }

    [Fact]
    public async Task A_prepared_transaction_is_refused_whatever_is_forced()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        string id = Guid.NewGuid().ToString("N");
        await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        using Dumped dump = await Dumped.OfAsync(database);
        await database.ExecuteAsync($"BEGIN; INSERT INTO t VALUES (2); PREPARE TRANSACTION '{id}'");
        try
        {
            RestoreRefusal refusal = Assert.Single((await dump.PlanAsync(new RestoreOptions { Force = true, NoOwner = true })).Refusals);

            Assert.Contains(id, refusal.Problem, StringComparison.Ordinal);
            Assert.Null(refusal.LiftedBy);
        }
        finally
        {
            await database.ExecuteAsync($"ROLLBACK PREPARED '{id}'");
        }
    }

    [Fact]
    public async Task A_scratch_database_that_was_left_behind_is_found_and_removed_and_a_look_alike_is_not()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        using Dumped dump = await Dumped.OfAsync(database);
        DatabaseRestorePlan plan = await dump.PlanAsync();
        string alike = DatabaseNames.Scratch(database.Name, DateTimeOffset.UnixEpoch);

        // As a process that is killed while it restores leaves it.
        await database.Server.ExecuteAsync($"CREATE DATABASE \"{plan.ScratchName}\"", $"COMMENT ON DATABASE \"{plan.ScratchName}\" IS 'SysOps restores {database.Name} since 2020-01-01 00:00:00Z'", $"CREATE DATABASE \"{alike}\"");
        IReadOnlyList<ScratchDatabase> used;
        await using (NpgsqlConnection user = await database.Server.OpenAsync(plan.ScratchName))
        {
            used = await ScratchDatabases.ListAsync(dump.Server, Stop);
            Assert.DoesNotContain(plan.ScratchName, (await ScratchDatabases.RemoveLeftOversAsync(dump.Server, [], new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero), Stop)).Select(found => found.Name));
        }

        await SysOps.Testing.Eventually.TrueAsync(() => !ScratchDatabases.ListAsync(dump.Server, Stop).GetAwaiter().GetResult().Single(found => found.Name == plan.ScratchName).IsInUse, "nobody is connected");
        IReadOnlyList<ScratchDatabase> removed = await ScratchDatabases.RemoveLeftOversAsync(dump.Server, [], new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero), Stop);

        Assert.True(used.Single(found => found.Name == plan.ScratchName).IsInUse);
        Assert.Contains(plan.ScratchName, removed.Select(found => found.Name));
        Assert.Equal([database.Name, alike], (await database.RelativesAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_session_that_may_not_be_ended_keeps_the_live_database_where_it_is()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i", $"ALTER TABLE t OWNER TO \"{database.Owner}\"", $"ALTER ROLE \"{database.Owner}\" LOGIN CREATEDB PASSWORD 'owner-of-it'");
        using Dumped dump = await Dumped.OfAsync(database, new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = database.Owner, Password = "owner-of-it" }.ConnectionString);
        await using NpgsqlConnection superuser = await database.Server.OpenAsync(database.Name);

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => dump.RestoreAsync(new RestoreOptions { NoOwner = true }, Stop));

        Assert.Equal(ErrorCatalogue.DatabaseInUse, error.Id);
        Assert.Contains("could not be exchanged in 3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal([database.Name], await database.RelativesAsync());
        await using var works = new NpgsqlCommand("SELECT count(*) FROM t", superuser);
        Assert.Equal(1L, await works.ExecuteScalarAsync(Stop));
    }
}
