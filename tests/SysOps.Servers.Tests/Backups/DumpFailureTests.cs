using System.Diagnostics;
using Npgsql;
using SysOps.Backups.Databases.Dumping;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

/// <summary>However a dump fails, it says why, and leaves no file, no process and no connection.</summary>
public sealed class DumpFailureTests(TestServers servers)
{
    private const string Big = "CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS v FROM generate_series(1, 200000) i";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pg_dump_that_ends_with_1_is_told_with_what_it_said_and_without_the_password()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        string password = new NpgsqlConnectionStringBuilder(database.ConnectionString).Password!;
        using ProgramFolder programs = await ProgramFolder.WithAsync("pg_dump", "echo 'it went wrong with' >&2; cat \"$PGPASSFILE\" >&2; exit 1");

        SysOpsException error = await FailAsync(database, new DumpOptions { StagingFolder = "", Programs = programs.Search });

        Assert.Equal(ErrorCatalogue.DatabaseDumpFailed, error.Id);
        Assert.Contains("pg_dump for", error.Message, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 1: it went wrong with\n*:*:*:*:********", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_secret_is_in_arguments_or_variables_and_the_file_of_passwords_is_private()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        string password = new NpgsqlConnectionStringBuilder(database.ConnectionString).Password!;
        using TemporaryFolder seen = new();
        using ProgramFolder programs = await ProgramFolder.WithAsync("pg_dump", $"tr '\\0' '\\n' < /proc/$$/cmdline > '{seen.Path}/arguments'; env > '{seen.Path}/variables'; stat -c %a \"$PGPASSFILE\" \"$(dirname \"$PGPASSFILE\")\" > '{seen.Path}/modes'; exit 1");

        await FailAsync(database, new DumpOptions { StagingFolder = "", Programs = programs.Search });

        string arguments = await File.ReadAllTextAsync(Path.Combine(seen.Path, "arguments"), Stop);
        string variables = await File.ReadAllTextAsync(Path.Combine(seen.Path, "variables"), Stop);
        Assert.Contains("--format=directory", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain(password, arguments + variables, StringComparison.Ordinal);
        Assert.Equal("600\n700\n", await File.ReadAllTextAsync(Path.Combine(seen.Path, "modes"), Stop));
        string passwords = variables.Split('\n').Single(line => line.StartsWith("PGPASSFILE=", StringComparison.Ordinal))["PGPASSFILE=".Length..];
        Assert.False(Directory.Exists(Path.GetDirectoryName(passwords)));
        Assert.Contains("PGOPTIONS=-c timezone=UTC -c bytea_output=hex", variables, StringComparison.Ordinal);
        Assert.Contains("LC_ALL=C\n", variables, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pg_dump_that_is_killed_in_the_middle_leaves_no_worker()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync(Big, "CREATE TABLE big2 AS TABLE big");
        using TemporaryFolder staging = new();
        using TemporaryFolder marks = new();
        using ProgramFolder programs = await ProgramFolder.WithAsync("pg_dump", $"echo $$ > '{marks.Path}/pid'; exec \"$real\" \"$@\"");

        Task<SysOpsException> failing = FailAsync(database, new DumpOptions { StagingFolder = staging.Path, Programs = programs.Search, Jobs = 2 }, staging.Path);
        await Eventually.TrueAsync(() => Directory.Exists(Path.Combine(staging.Path, "dump")) && Directory.GetFiles(Path.Combine(staging.Path, "dump"), "*.dat").Any(file => Path.GetFileName(file) != "toc.dat"), "a data file is begun");
        using Process program = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(marks.Path, "pid"), Stop)));
        program.Kill();
        SysOpsException error = await failing;

        Assert.Equal(ErrorCatalogue.DatabaseDumpFailed, error.Id);
        Assert.Contains("was killed by signal 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_dump_leaves_nothing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync(Big, "CREATE TABLE big2 AS TABLE big");
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();
        using var cancel = new CancellationTokenSource();
        PinnedServer server = await database.PinAsync();

        Task dumping = new PostgreSqlDump(server, new DumpOptions { StagingFolder = staging.Path }).RunAsync(new FolderSink(stored.Path), cancel.Token);
        await Eventually.TrueAsync(() => Directory.Exists(Path.Combine(staging.Path, "dump")) && Directory.GetFiles(Path.Combine(staging.Path, "dump"), "*.dat").Length > 1, "a data file is begun");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dumping);
        await AssertNothingLeftAsync(database, staging.Path);
    }

    [Fact]
    public async Task A_sink_that_fails_ends_the_dump_with_its_own_error()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE small AS SELECT 1 AS i", Big, "CREATE TABLE big2 AS TABLE big");
        using TemporaryFolder staging = new();
        using TemporaryFolder stored = new();
        PinnedServer server = await database.PinAsync();
        FolderSink sink = new(stored.Path) { BeforeTake = (name, _) => name == "globals.sql" ? Task.CompletedTask : throw new IOException("the archive is full") };

        IOException error = await Assert.ThrowsAsync<IOException>(() => new PostgreSqlDump(server, new DumpOptions { StagingFolder = staging.Path }).RunAsync(sink, Stop));

        Assert.Equal("the archive is full", error.Message);
        await AssertNothingLeftAsync(database, staging.Path);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_what_to_do()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync(Big);
        using SmallDisk disk = await SmallDisk.MountAsync();

        SysOpsException error = await FailAsync(database, new DumpOptions { StagingFolder = disk.Path }, disk.Path);

        Assert.Equal(ErrorCatalogue.DatabaseDumpFailed, error.Id);
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Contains("Free space", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_stays_locked_fails_the_dump_after_the_limit_of_the_lock()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        await database.ExecuteAsync("CREATE TABLE held (i int)");
        await using NpgsqlConnection holder = await database.Server.OpenAsync(database.Name);
        await using (var hold = new NpgsqlCommand("BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE", holder))
        {
            await hold.ExecuteNonQueryAsync(Stop);
        }

        using ProgramFolder programs = await ProgramFolder.WithAsync("pg_dump", "for a; do shift; case $a in --lock-wait-timeout=60s) a=--lock-wait-timeout=200ms;; esac; set -- \"$@\" \"$a\"; done; exec \"$real\" \"$@\"");
        SysOpsException error = await FailAsync(database, new DumpOptions { StagingFolder = "", Programs = programs.Search });

        Assert.Contains("pg_locks", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_denied_before_any_program_runs()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        const string Wrong = "not-the-password";

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => database.PinAsync(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = Wrong }.ConnectionString));

        Assert.Equal(ErrorCatalogue.DatabaseDenied, error.Id);
        Assert.DoesNotContain(Wrong, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_of_every_sort_of_character_reaches_pg_dump()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(await servers.PostgreSqlAsync());
        string role = "odd" + Guid.NewGuid().ToString("N");
        const string Password = @"a:b\c'd""e f;g=h{ü}*\:";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD E'{Password.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'", "CREATE TABLE t AS SELECT 1 AS i", $"GRANT SELECT ON t TO {role}");
        try
        {
            using Dumped dump = await Dumped.OfAsync(database, new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = Password }.ConnectionString);

            Assert.Equal(1, dump.Summary.Tables.Single().Rows);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}", $"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task Missing_programs_and_older_ones_are_told_with_where_was_looked()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        Assert.NotNull(server);
        using TemporaryFolder empty = new();
        using ProgramFolder programs = await ProgramFolder.WithAsync("pg_dump", "exit 1");

        SysOpsException missing = await Assert.ThrowsAsync<SysOpsException>(() => new ProgramSearch { Folder = empty.Path }.FindAsync(15, "the server db:5432/shop", new Redactor(), Stop));
        SysOpsException old = await Assert.ThrowsAsync<SysOpsException>(() => new ProgramSearch { Folder = programs.Path }.FindAsync(99, "the server db:5432/shop", new Redactor(), Stop));
        SysOps.Servers.PostgreSql.Libpq.PostgreSqlPrograms found = await new ProgramSearch { SearchPath = [empty.Path, programs.Path], VersionFolders = [] }.FindAsync(9, "an old server", new Redactor(), Stop);

        Assert.Equal(ErrorCatalogue.DumpProgramNotFound, missing.Id);
        Assert.Contains(empty.Path, missing.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCatalogue.DumpProgramTooOld, old.Id);
        Assert.Matches(@"pg_dump 15\.\d+ .* is too old for the server db:5432/shop, which is version 99", old.Message);
        Assert.Equal(programs.Path, found.Folder);
    }

    private static async Task<SysOpsException> FailAsync(TestDatabase database, DumpOptions options, string? stagingFolder = null)
    {
        using TemporaryFolder own = new();
        using TemporaryFolder stored = new();
        string staging = stagingFolder ?? own.Path;
        PinnedServer server = await database.PinAsync();
        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => new PostgreSqlDump(server, options with { StagingFolder = staging }).RunAsync(new FolderSink(stored.Path), Stop));
        await AssertNothingLeftAsync(database, staging);
        return error;
    }

    private static async Task AssertNothingLeftAsync(TestDatabase database, string staging)
    {
        Assert.Empty(Directory.EnumerateFileSystemEntries(staging));
        Assert.Empty(Processes(staging));
        await using NpgsqlConnection connection = await database.Server.OpenAsync();
        await Eventually.TrueAsync(
            () =>
            {
                using var left = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'SysOps'", connection) { Parameters = { new NpgsqlParameter { Value = database.Name } } };
                return left.ExecuteScalar() is 0L;
            },
            "no connection of the dump is left");
    }

    private static IEnumerable<string> Processes(string staging) =>
        Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(folder => Read(Path.Combine(folder, "cmdline"))).Where(line => line.Contains($"--file={staging}", StringComparison.Ordinal));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
