using System.Text;
using CsCheck;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Restoring;

namespace SysOps.Core.Tests.Backups.Databases;

public sealed class DatabaseRestorePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 20, 15, 30, TimeSpan.Zero);

    private static readonly DatabaseDumpSummary Dump = new()
    {
        Database = new DatabaseFacts
        {
            Name = "shop",
            ServerVersion = "15.18",
            ServerMajor = 15,
            SnapshotTime = Now,
            SizeBytes = 1,
            Locale = new DatabaseLocale { Encoding = "UTF8", Provider = "libc", Collate = "C", CType = "C" },
            Owner = "own\"er",
            ConnectionLimit = -1,
            AllowsConnections = true,
            IsTemplate = false,
            Tablespace = "pg_default",
            Roles = ["own\"er", "reader"],
            Tablespaces = ["fast"],
            Extensions = [new ExtensionFacts { Name = "vector", Version = "0.8", Schema = "public" }],
        },
        ProgramVersion = "15.18",
        ProgramMajor = 15,
        FormatVersion = "1.14",
        HasRolePasswords = false,
        DataBytes = 1,
        Duration = TimeSpan.Zero,
        Tables = [],
        Sequences = [],
        LargeObjects = [],
        MaterializedViews = [],
    };

    private static readonly TargetFacts Target = new()
    {
        ServerName = "db:5432/postgres",
        ServerMajor = 15,
        MayCreateDatabases = true,
        IsStandby = false,
        Databases = ["postgres", "shop"],
        Roles = ["own\"er", "reader"],
        Tablespaces = ["pg_default", "fast"],
        AvailableExtensions = ["vector"],
    };

    [Fact]
    public void A_server_that_has_everything_is_not_refused()
    {
        DatabaseRestorePlan plan = DatabaseRestorePlan.Make(Dump, Target, new RestoreOptions());

        Assert.Empty(plan.Refusals);
        Assert.False(plan.ComparesCountsOnly);
        Assert.StartsWith("shop_before_", plan.PreviousName, StringComparison.Ordinal);
        Assert.True(DatabaseNames.IsScratch(plan.ScratchName));
        Assert.Null(DatabaseRestorePlan.Make(Dump, Target, new RestoreOptions { DatabaseName = "other" }).PreviousName);
    }

    [Fact]
    public void A_newer_server_is_compared_by_count_and_says_so()
    {
        DatabaseRestorePlan plan = DatabaseRestorePlan.Make(Dump, Target with { ServerMajor = 17 }, new RestoreOptions());

        Assert.True(plan.ComparesCountsOnly);
        Assert.Contains(plan.Notes, note => note.Contains("of PostgreSQL 15 and the server is 17", StringComparison.Ordinal));
        Assert.Empty(plan.Refusals);
    }

    [Fact]
    public void Each_thing_that_is_missing_is_a_refusal_of_its_own()
    {
        Assert.Contains("role 'reader'", Refusal(Target with { Roles = ["own\"er"] }, "NoOwner"), StringComparison.Ordinal);
        Assert.Contains("tablespace 'fast'", Refusal(Target with { Tablespaces = [] }, "NoOwner"), StringComparison.Ordinal);
        Assert.Contains("extension 'vector'", Refusal(Target with { AvailableExtensions = [] }, null), StringComparison.Ordinal);
        Assert.Contains("is a standby", Refusal(Target with { IsStandby = true }, null), StringComparison.Ordinal);
        Assert.Contains("may not create databases", Refusal(Target with { MayCreateDatabases = false }, null), StringComparison.Ordinal);
        Assert.Contains("an older server", Refusal(Target with { ServerMajor = 14 }, null), StringComparison.Ordinal);
        Assert.Contains("Logical replication slots", Refusal(Target with { LogicalSlots = ["s"] }, "Force"), StringComparison.Ordinal);
        Assert.Contains("Subscriptions", Refusal(Target with { Subscriptions = ["s"] }, "Force"), StringComparison.Ordinal);
        Assert.Contains("Jobs of pg_cron", Refusal(Target with { CronJobs = ["1: * * * * *"] }, "Force"), StringComparison.Ordinal);
        Assert.Contains("prepared transaction 'x'", Refusal(Target with { PreparedTransactions = ["x"] }, null), StringComparison.Ordinal);
        Assert.Contains("newer SysOps", Assert.Single(DatabaseRestorePlan.Make(Dump with { Version = 2 }, Target, new RestoreOptions()).Refusals).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_fit_into_63_bytes_and_are_unique()
    {
        Gen.String.Where(name => name.Length > 0 && name.EnumerateRunes().All(rune => rune != Rune.ReplacementChar)).Sample(name =>
        {
            string scratch = DatabaseNames.Scratch(name, Now);
            string first = DatabaseNames.Previous(name, Now, []);
            string second = DatabaseNames.Previous(name, Now, [first]);
            string[] all = [scratch, first, second];
            Assert.All(all, made => Assert.InRange(Encoding.UTF8.GetByteCount(made), 1, 63));
            Assert.Equal(3, all.Distinct(StringComparer.Ordinal).Count());
            Assert.True(DatabaseNames.IsScratch(scratch));
        });
        Assert.Equal("shop_before_20261123T201530Z", DatabaseNames.Previous("shop", Now, []));
        Assert.Equal(new string('é', 19) + "_before_20261123T201530Z", DatabaseNames.Previous(new string('é', 31), Now, []));
    }

    [Fact]
    public void A_database_is_defined_with_names_and_texts_quoted()
    {
        DatabaseFacts facts = Dump.Database with
        {
            Settings = [new DatabaseSessionSetting { Name = "search_path", Value = "\"$user\", \"Odd \"\"Name\"\"\", public" }, new DatabaseSessionSetting { Name = "app.x", Value = @"it's \" }, new DatabaseSessionSetting { Name = "work_mem", Value = "8MB", Role = "reader" }],
            Locale = Dump.Database.Locale with { Provider = "icu", Locale = "de-x'" },
        };

        Assert.Equal("CREATE DATABASE \"s\"\"x\" WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'C' LC_CTYPE = 'C' LOCALE_PROVIDER = icu ICU_LOCALE = 'de-x''' OWNER = \"own\"\"er\" TABLESPACE = \"pg_default\"", DatabaseDefinition.Create("s\"x", facts, noOwner: false, 15));
        Assert.Equal("CREATE DATABASE \"s\" WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'C' LC_CTYPE = 'C'", DatabaseDefinition.Create("s", Dump.Database, noOwner: true, 14));
        Assert.Equal(
            ["ALTER DATABASE \"s\" SET \"search_path\" TO '$user', 'Odd \"Name\"', 'public'", @"ALTER DATABASE ""s"" SET ""app.x"" TO E'it''s \\'", "ALTER ROLE \"reader\" IN DATABASE \"s\" SET \"work_mem\" TO '8MB'"],
            DatabaseDefinition.Settings("s", facts, noOwner: false));
        Assert.Equal(2, DatabaseDefinition.Settings("s", facts, noOwner: true).Count());
    }

    [Fact]
    public void Grants_come_after_the_grants_they_rest_on_and_keep_who_granted()
    {
        DatabaseGrant Grant(string grantor, string? grantee, bool grantable) => new() { Grantor = grantor, Grantee = grantee, Privilege = "CONNECT", IsGrantable = grantable };
        DatabaseFacts facts = Dump.Database with { Owner = "o", Grants = [Grant("b", "c", false), Grant("a", "b", true), Grant("o", "a", true), Grant("o", null, false)] };

        Assert.Equal(
            [
                "ALTER DATABASE \"s\" WITH CONNECTION LIMIT -1 IS_TEMPLATE false", "REVOKE ALL ON DATABASE \"s\" FROM PUBLIC, \"o\"", "GRANT CONNECT ON DATABASE \"s\" TO \"a\" WITH GRANT OPTION",
                "SET ROLE \"a\"; GRANT CONNECT ON DATABASE \"s\" TO \"b\" WITH GRANT OPTION; RESET ROLE", "SET ROLE \"b\"; GRANT CONNECT ON DATABASE \"s\" TO \"c\"; RESET ROLE", "GRANT CONNECT ON DATABASE \"s\" TO PUBLIC",
            ],
            DatabaseDefinition.Closing("s", facts, noOwner: false));
        Assert.Single(DatabaseDefinition.Closing("s", facts, noOwner: true));
    }

    private static string Refusal(TargetFacts target, string? liftedBy)
    {
        RestoreRefusal refusal = Assert.Single(DatabaseRestorePlan.Make(Dump, target, new RestoreOptions()).Refusals);
        Assert.Equal(liftedBy, refusal.LiftedBy);
        Assert.Equal(liftedBy is null ? 1 : 0, DatabaseRestorePlan.Make(Dump, target, new RestoreOptions { NoOwner = true, Force = true }).Refusals.Count);
        return refusal.Problem;
    }
}
