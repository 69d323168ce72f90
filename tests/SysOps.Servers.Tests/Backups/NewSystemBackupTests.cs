using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Npgsql;
using SysOps.Testing;
using SysOps.Testing.Programs;
using SysOps.Testing.Resources;
using SysOps.Testing.Servers;
using SysOps.Testing.Sessions;

namespace SysOps.Servers.Tests.Backups;

public sealed class NewSystemBackupTests(TestServers servers)
{
    private const string New = "$VerbosePreference = $DebugPreference = 'Continue'; New-SystemBackup -ConfigurationPath $Path";

    [Fact]
    public async Task With_SysOps_out_of_the_picture_pg_restore_gives_the_database_back()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await NastyDatabase.FillAsync(system.Database);

        // A restored table has inherited columns first, whatever their order was.
        await system.Database.ExecuteAsync("DROP TABLE child");
        using TemporaryFolder scratch = new();

        string backup = PathOf(system.Run(New));
        await TestProgram.RunAsync("bash", "-o", "pipefail", "-c", "cd \"$1\" && sha256sum -c --quiet SHA256SUMS && zstd -dqc < database.tar.zst | tar x -C \"$2\"", "bash", backup, scratch.Path);
        string restored = $"{system.Database.Name} restored";
        await system.Database.Server.ExecuteAsync($"CREATE DATABASE \"{restored}\" TEMPLATE template0");
        await system.RunToolAsync("pg_restore", restored, "--exit-on-error", scratch.Path);

        Assert.Equal(await DumpAsync(system, system.Database.Name), await DumpAsync(system, restored));
        Assert.Contains($"CREATE ROLE \"{system.Database.Owner}\"", await File.ReadAllTextAsync(Path.Combine(scratch.Path, "globals.sql"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_passes_its_test_and_lists_the_files_of_the_dump()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await NastyDatabase.FillAsync(system.Database);

        string backup = PathOf(system.Run(New));

        PSObject result = Assert.Single(system.Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup").ThrowIfFailed().Output);
        Assert.Equal("Passed", result.Properties["Result"].Value.ToString());
        Assert.Empty((object[])result.Properties["Notes"].Value);
        string[] entries = [.. system.Run("Get-SystemBackup -ConfigurationPath $Path | Get-SystemBackupContent -Component Database").ThrowIfFailed().Output.Select(entry => entry.ToString())];
        Assert.Equal("globals.sql", entries[0]);
        Assert.Equal("toc.dat", entries[^1]);
        JsonElement facts = Manifest(backup).GetProperty("components")[0].GetProperty("facts");
        Assert.Equal(508, facts.GetProperty("tables").EnumerateArray().Single(table => table.GetProperty("schema").GetString() == "public" && table.GetProperty("name").GetString() == "items").GetProperty("rows").GetInt64());
        Assert.Equal(["pg_dump", "postgresql", "sysops", "zstd"], Manifest(backup).GetProperty("tools").EnumerateObject().Select(tool => tool.Name));
    }

    [Fact]
    public async Task A_dump_that_pg_restore_cannot_read_is_found()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        using TemporaryFolder programs = Wrap("pg_restore", "echo 'unsupported version in file header' >&2; exit 1");
        PathOf(system.Run(New));
        system.Configure(new() { ["pgPrograms"] = programs.Path });

        PSObject result = Assert.Single(system.Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output);

        Assert.Equal("Failed", result.Properties["Result"].Value.ToString());
        Assert.Contains("unsupported version in file header", Assert.Single((object[])result.Properties["Findings"].Value).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_on_no_stream_in_no_file_and_on_no_command_line_and_what_changes_after_the_snapshot_is_counted()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE held AS SELECT 1 AS i");
        await using NpgsqlConnection holder = await HoldAsync(system);
        using PowerShell shell = system.Start(New);
        IAsyncResult running = shell.BeginInvoke();
        string[] children = await ChildrenAsync(system);

        Assert.NotEmpty(system.Password);
        Assert.All(children, child => Assert.DoesNotContain(system.Password, File.ReadAllText($"/proc/{child}/cmdline") + File.ReadAllText($"/proc/{child}/environ"), StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(system.Files.Workspaces, "papers", "empty"), "no more", TestContext.Current.CancellationToken);
        await holder.CloseAsync();
        PSObject backup = Assert.Single(shell.EndInvoke(running));

        string said = string.Join('\n', shell.Streams.Verbose.Select(record => record.Message).Concat(shell.Streams.Debug.Select(record => record.Message)).Concat(shell.Streams.Warning.Select(record => record.Message)).Append(PSSerializer.Serialize(backup, 6)));
        Assert.DoesNotContain(system.Password, said, StringComparison.Ordinal);
        string folder = backup.Properties["Path"].Value.ToString()!;
        string everything = await TestProgram.RunAsync("bash", "-c", "cd \"$1\" && cat *.json SHA256SUMS && for f in *.zst; do zstd -dqc \"$f\" | tr -d '\\000'; done", "bash", folder);
        Assert.DoesNotContain(system.Password, everything, StringComparison.Ordinal);
        Assert.Equal(1, Manifest(folder).GetProperty("components")[1].GetProperty("facts").GetProperty("changedAfterSnapshot").GetInt64());
    }

    [Fact]
    public async Task Stopping_ends_pg_dump_and_leaves_nothing()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE held AS SELECT 1 AS i");
        await using NpgsqlConnection holder = await HoldAsync(system);
        using PowerShell shell = system.Start(New);
        IAsyncResult running = shell.BeginInvoke();
        string[] children = await ChildrenAsync(system);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        Assert.Empty(system.Files.Backups);
        Assert.All(children, child => Assert.False(Directory.Exists($"/proc/{child}"), "pg_dump is gone."));
        await TestProgram.RunAsync("flock", "-n", Path.Combine(system.Files.Repository, "lock"), "true");

        // A session of a client that is gone ends when it has its lock.
        await holder.CloseAsync();
        await Eventually.TrueAsync(async () => await system.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'holder'") == 0, "no session of ours is left");
    }

    [Theory]
    [InlineData("echo 'pg_dump: error: out of luck' >&2; exit 1", "out of luck")]
    [InlineData("kill -9 $$", "killed by signal 9")]
    [InlineData("echo 'could not write to file: No space left on device' >&2; exit 1", "No space left on device")]
    public async Task When_pg_dump_fails_or_is_killed_nothing_is_published_and_earlier_backups_stay(string script, string reason)
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        string earlier = PathOf(system.Run(New));
        using TemporaryFolder programs = Wrap("pg_dump", $"case \"$*\" in *--version*) exec {PostgreSqlPrograms.Find("pg_dump")} --version;; esac; {script}");
        system.Configure(new() { ["pgPrograms"] = programs.Path });

        ErrorRecord error = system.Run(New).TheError;

        Assert.Equal("DatabaseDumpFailed,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
        Assert.Equal([Path.GetFileName(earlier)], system.Files.Backups);
    }

    [Fact]
    public async Task Without_pg_dump_nothing_is_begun()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        using TemporaryFolder empty = new();
        system.Configure(new() { ["pgPrograms"] = empty.Path });

        ErrorRecord error = system.Run(New).TheError;

        Assert.Equal("DumpProgramNotFound,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.False(Directory.Exists(system.Files.Repository));
    }

    [Fact]
    public async Task A_pg_dump_that_is_too_old_for_the_server_is_told_before_anything_is_begun()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        using TemporaryFolder programs = Wrap("pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'");
        system.Configure(new() { ["pgPrograms"] = programs.Path });

        ErrorRecord error = system.Run(New).TheError;

        Assert.Equal("DumpProgramTooOld,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Matches("pg_dump 9.6.24 in '.+' is too old for the server .+, which is version [0-9]+", error.ToString());
        Assert.False(Directory.Exists(system.Files.Repository));
    }

    [Fact]
    public async Task Roles_have_their_passwords_only_when_they_are_asked_for_and_a_warning_says_so()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i", $"ALTER ROLE \"{system.Database.Owner}\" PASSWORD 'of-the-owner'");

        SessionResult without = system.Run(New);
        Assert.DoesNotContain("PASSWORD", await GlobalsAsync(PathOf(without)), StringComparison.Ordinal);
        Assert.DoesNotContain(without.Warnings, warning => warning.Contains("passwords", StringComparison.Ordinal));
        system.Configure(new() { ["rolePasswords"] = true });
        SessionResult with = system.Run(New);
        Assert.Matches($"ALTER ROLE \"{system.Database.Owner}\" .*PASSWORD '(SCRAM-SHA-256|md5)", await GlobalsAsync(PathOf(with)));
        Assert.Contains(with.Warnings, warning => warning.Contains("holds the passwords of all roles", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_fills_up_ends_the_run_and_nothing_of_it_is_left()
    {
        using SmallVolume volume = SmallVolume.TryMount("size=6m") ?? throw new InvalidOperationException("This test mounts a small volume: run it as root.");
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        system.Configure(new() { ["reserve"] = "0%" });

        ErrorRecord error = system.Run($"New-SystemBackup -ConfigurationPath $Path -Repository '{volume.Path}/backups'").TheError;

        Assert.Equal("BackupRepositoryUnavailable,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal(["lock", "repository.json"], Directory.EnumerateFileSystemEntries(Path.Combine(volume.Path, "backups")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static Task<string> GlobalsAsync(string backup) =>
        TestProgram.RunAsync("bash", "-o", "pipefail", "-c", "zstd -dqc < \"$1/database.tar.zst\" | tar x -O ./globals.sql", "bash", backup);

    private static async Task<string> DumpAsync(PostgreSqlSystem system, string database)
    {
        string dump = await system.RunToolAsync("pg_dump", database, "--no-publications");
        return string.Join('\n', dump.Split('\n').Where(line => !line.StartsWith("\\restrict", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict", StringComparison.Ordinal)));
    }

    private static string PathOf(SessionResult result) => Assert.Single(result.ThrowIfFailed().Output).Properties["Path"].Value.ToString()!;

    private static JsonElement Manifest(string folder) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json"))).RootElement;

    // pg_dump waits for the lock of this table, for at most a minute.
    private static async Task<NpgsqlConnection> HoldAsync(PostgreSqlSystem system)
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(system.Database.ConnectionString) { Pooling = false, ApplicationName = "holder" }.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>The processes that dump this system's database, once one waits for the lock.</summary>
    private static async Task<string[]> ChildrenAsync(PostgreSqlSystem system)
    {
        await Eventually.TrueAsync(
            async () => await system.Database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") > 0, "pg_dump waits", TimeSpan.FromSeconds(30));
        string[] children = [.. Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)!).Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && CommandOf(name).Contains("pg_dump", StringComparison.Ordinal) && CommandOf(name).Contains(system.Files.Repository, StringComparison.Ordinal))];
        Assert.NotEmpty(children);
        return children;
    }

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>A folder with PostgreSQL's programs, one of them replaced by a script.</summary>
    private static TemporaryFolder Wrap(string program, string script)
    {
        TemporaryFolder folder = new();
        foreach (string name in (string[])["pg_dump", "pg_dumpall", "pg_restore"])
        {
            string path = Path.Combine(folder.Path, name);
            if (name == program)
            {
                folder.Write(name, $"#!/bin/sh\n{script}\n");
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            else
            {
                File.CreateSymbolicLink(path, PostgreSqlPrograms.Find(name));
            }
        }

        return folder;
    }
}
