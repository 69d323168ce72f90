using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using SysOps.Testing;
using SysOps.Testing.Programs;
using SysOps.Testing.Servers;
using SysOps.Testing.Sessions;

namespace SysOps.Servers.Tests.Backups;

/// <summary>Dumps of a real database that are restored for a trial.</summary>
public sealed class DrillTests(TestServers servers) : IAsyncLifetime
{
    // A folder that another user may go through to, as the private server's must be.
    private readonly TemporaryFolder _scratch = new();
    private PostgreSqlSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        File.SetUnixFileMode(_scratch.Path, (UnixFileMode)0x1c9);
        _system = await PostgreSqlSystem.CreateAsync(servers);
        Configure();
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task On_a_private_server_a_rich_database_is_restored_asked_dumped_again_and_all_is_gone_afterwards()
    {
        await NastyDatabase.FillAsync(_system.Database);
        Configure("""{ "name": "items", "query": "SELECT count(*) FROM public.items", "equals": 508 }, { "name": "true", "query": "SELECT true", "equals": true }""");
        New();

        SessionResult result = Drill();

        PSObject test = Assert.Single(result.ThrowIfFailed().Output);
        Assert.Empty(Findings(test));
        Assert.Empty(result.Warnings);
        Assert.Equal(("Passed", true), (test.Properties["Result"].Value.ToString(), (bool)test.Properties["Drilled"].Value));
        Assert.InRange((TimeSpan)test.Properties["RestoreDuration"].Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5));
        Assert.Contains(result.Verbose, line => line.Contains("The drill restores the database on a private server of PostgreSQL", StringComparison.Ordinal));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task On_the_configured_server_roles_that_are_missing_are_left_out_with_a_warning_and_no_secret_is_told()
    {
        await using PostgreSqlServer other = await PostgreSqlServer.StartAsync();
        await _system.Database.ExecuteAsync($"CREATE TABLE items AS SELECT generate_series(1, 100) AS id; ALTER TABLE items OWNER TO \"{_system.Database.Owner}\"; CREATE PUBLICATION all_of_it FOR TABLE items");
        NpgsqlConnectionStringBuilder connection = new(other.ConnectionString);
        string passwordFile = _scratch.Write("password", connection.Password!);
        Configure(server: $$"""{ "connectionString": "Host={{connection.Host}};Port={{connection.Port}};Username={{connection.Username}};Database=postgres", "password": { "file": "{{passwordFile}}" } }""");
        New();
        await other.ExecuteAsync("CREATE DATABASE \"sysops_restore_20200101T000000Z_00000000_shop\"", "COMMENT ON DATABASE \"sysops_restore_20200101T000000Z_00000000_shop\" IS 'SysOps restores shop since 2020-01-01'");

        SessionResult result = Drill();

        PSObject test = Assert.Single(result.ThrowIfFailed().Output);
        Assert.Empty(Findings(test));
        Assert.Contains(result.Warnings, warning => warning.Contains("Owners, grants and tablespaces are left out", StringComparison.Ordinal));
        Assert.DoesNotContain(connection.Password!, result.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(_system.Password, result.AllText, StringComparison.Ordinal);
        Assert.Equal("postgres, template0, template1", await ScalarAsync(other, "SELECT string_agg(datname, ', ' ORDER BY datname) FROM pg_database"));
    }

    [Fact]
    public async Task On_the_source_it_is_done_when_asked_for_and_the_live_database_is_not_touched()
    {
        await _system.Database.ExecuteAsync("CREATE TABLE items AS SELECT generate_series(1, 100) AS id");
        New();
        string before = await DumpAsync();

        PSObject test = Assert.Single(Drill("-OnSource").ThrowIfFailed().Output);

        Assert.Empty(Findings(test));
        Assert.Equal(before, await DumpAsync());
        Assert.Equal([_system.Database.Name], await _system.Database.RelativesAsync());
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task With_what_if_neither_files_nor_repository_nor_database_change()
    {
        await _system.Database.ExecuteAsync("CREATE TABLE items AS SELECT generate_series(1, 100) AS id");
        New();
        string before = await DumpAsync();
        string[] files = await SysOps.Testing.Backups.TreeListing.WithChangeTimesAsync(_system.Files.Folder);

        Assert.Empty(Drill("-OnSource -WhatIf").ThrowIfFailed().Output);

        Assert.Equal(before, await DumpAsync());
        Assert.Equal(files, await SysOps.Testing.Backups.TreeListing.WithChangeTimesAsync(_system.Files.Folder));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_dump_that_does_not_hold_what_its_manifest_says_fails_although_all_sums_fit()
    {
        await _system.Database.ExecuteAsync("CREATE TABLE items AS SELECT generate_series(1, 100) AS id");
        New();
        Rewrite(facts => facts["tables"]!.AsArray().First(table => table!["name"]!.GetValue<string>() == "items")!["sum"] = new string('0', 32));
        Assert.Equal("Passed", Assert.Single(Run("Test-SystemBackup 2* -ConfigurationPath $Path").ThrowIfFailed().Output).Properties["Result"].Value.ToString());

        PSObject test = Assert.Single(Drill().ThrowIfFailed().Output);

        Assert.Equal("Failed", test.Properties["Result"].Value.ToString());
        Assert.Contains("Table public.items: it holds as many rows as were dumped, and their content differs", Assert.Single(Findings(test)), StringComparison.Ordinal);
        Assert.Contains("\"passed\":false", await File.ReadAllTextAsync(Path.Combine(Backup, "verification.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_assertion_that_does_not_hold_cannot_be_asked_or_writes_fails_the_drill()
    {
        await _system.Database.ExecuteAsync("CREATE TABLE items AS SELECT generate_series(1, 100) AS id");
        Configure("""{ "name": "few", "query": "SELECT count(*) FROM items", "atMost": 99 }, { "name": "typo", "query": "SELECT count(*) FROM itms", "atLeast": 1 }, { "name": "writes", "query": "DELETE FROM items RETURNING id", "atLeast": 1 }""");
        New();

        PSObject test = Assert.Single(Drill().ThrowIfFailed().Output);

        string[] findings = Findings(test);
        Assert.Equal("The assertion 'few' does not hold: it gave '100', and at most 99 is expected.", findings[0]);
        Assert.StartsWith("The assertion 'typo' cannot be asked: ", findings[1], StringComparison.Ordinal);
        Assert.Contains("cannot execute DELETE in a read-only transaction", findings[2], StringComparison.Ordinal);
        Assert.Equal(3, findings.Length);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_no_server_and_the_next_drill_removes_the_rest()
    {
        await _system.Database.ExecuteAsync("CREATE TABLE items AS SELECT generate_series(1, 200000) AS id");
        New();
        using System.Diagnostics.Process drill = Start();
        string server = "";
        await Eventually.TrueAsync(() => (server = Directory.EnumerateFiles(_scratch.Path, "postmaster.pid", SearchOption.AllDirectories).FirstOrDefault(path => new FileInfo(path).Length > 0) ?? "").Length > 0 || drill.HasExited, "the private server starts", TimeSpan.FromMinutes(1));
        Assert.False(drill.HasExited, "It was killed while it was at work.");
        int serverId = int.Parse((await File.ReadAllLinesAsync(server, TestContext.Current.CancellationToken))[0], System.Globalization.CultureInfo.InvariantCulture);

        drill.Kill();
        await drill.WaitForExitAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{serverId}"), "the private server ends with its drill", TimeSpan.FromSeconds(30));
        Assert.NotEmpty(Directory.EnumerateDirectories(_scratch.Path));
        SessionResult next = Drill();
        Assert.Empty(Findings(Assert.Single(next.Output)));
        Assert.Contains(next.Warnings, warning => warning.Contains("was left by a run that did not end, and is removed", StringComparison.Ordinal));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Stopped_it_leaves_neither_server_nor_folder_nor_scratch_database()
    {
        await _system.Database.ExecuteAsync("CREATE TABLE items AS SELECT generate_series(1, 200000) AS id");
        New();
        using PowerShell drill = _system.Start("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -Drill -ConfigurationPath $Path");
        IAsyncResult running = drill.BeginInvoke();
        await Eventually.TrueAsync(() => Directory.EnumerateFiles(_scratch.Path, "postmaster.pid", SearchOption.AllDirectories).Any() || running.IsCompleted, "the private server starts", TimeSpan.FromMinutes(1));

        drill.Stop();

        Assert.Throws<PipelineStoppedException>(() => drill.EndInvoke(running));
        await AssertNothingLeftAsync();
    }

    private string Backup => Assert.Single(Directory.GetDirectories(_system.Files.Repository, "2*"));

    private void Configure(string assertions = "", string? server = null)
    {
        JsonNode drill = JsonNode.Parse($$"""{ "path": "{{_scratch.Path}}", "assertions": [{{assertions}}] {{(server is null ? "" : $", \"server\": {server}")}} }""")!;
        _system.Configure(new Dictionary<string, object> { ["drill"] = drill });
    }

    private void New() => Run("New-SystemBackup -ConfigurationPath $Path -Component Database, Configuration").ThrowIfFailed();

    private SessionResult Drill(string parameters = "") => Run($"Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -Drill -ConfigurationPath $Path -Verbose {parameters}");

    private SessionResult Run(string script) => _system.Run(script);

    private System.Diagnostics.Process Start()
    {
        var start = new System.Diagnostics.ProcessStartInfo(SysOpsShell.Words[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string word in (string[])[.. SysOpsShell.Words.Skip(1), "Test-SystemBackup", Path.GetFileName(Backup), "-Drill", "-ConfigurationPath", _system.Files.Configuration])
        {
            start.ArgumentList.Add(word);
        }

        return System.Diagnostics.Process.Start(start)!;
    }

    private void Rewrite(Action<JsonNode> change)
    {
        string path = Path.Combine(Backup, "manifest.json");
        string old = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest["components"]!.AsArray().First(component => component!["kind"]!.GetValue<string>() == "Database")!["facts"]!);
        File.WriteAllText(path, manifest.ToJsonString());
        string sums = Path.Combine(Backup, "SHA256SUMS");
        File.WriteAllText(sums, File.ReadAllText(sums).Replace(old, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.ToJsonString()))), StringComparison.Ordinal));
    }

    private async Task AssertNothingLeftAsync()
    {
        Assert.Empty(Directory.EnumerateDirectories(_scratch.Path));
        Assert.Equal([_system.Database.Name], await _system.Database.RelativesAsync());
        Assert.DoesNotContain(_scratch.Path, await TestProgram.RunAsync("ps", "-eo", "args"), StringComparison.Ordinal);
    }

    private Task<string> DumpAsync() => PlainDump.OfAsync(_system.Database);

    private static string[] Findings(PSObject test) => [.. ((System.Collections.IEnumerable)test.Properties["Findings"].Value).Cast<object>().Select(finding => PSObject.AsPSObject(finding).Properties["Text"].Value.ToString()!)];

    private static async Task<string> ScalarAsync(PostgreSqlServer server, string sql)
    {
        await using NpgsqlConnection connection = await server.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
