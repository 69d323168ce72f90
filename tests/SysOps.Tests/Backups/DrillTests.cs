using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>Backups of files and of SQLite that are restored for a trial.</summary>
public sealed class DrillTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private readonly TemporaryFolder _scratch = new();
    private BackupSystem _system = null!;
    private string _folder = "";

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        Configure();
        _folder = Path.Combine(_system.Repository, Assert.Single(Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output).ToString());
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sound_backup_is_restored_compared_and_nothing_of_it_is_left()
    {
        string[] before = await LiveAsync();

        SessionResult result = Drill();

        PSObject test = Assert.Single(result.ThrowIfFailed().Output);
        Assert.Empty(Findings(test));
        Assert.Equal(("Passed", true), (test.Properties["Result"].Value.ToString(), (bool)test.Properties["Drilled"].Value));
        Assert.InRange((TimeSpan)test.Properties["RestoreDuration"].Value, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(5));
        Assert.InRange((TimeSpan)test.Properties["Age"].Value, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(30));
        Assert.Equal(["True", "True", "True"], Lines(test, "$_.Components | ForEach-Object { $null -ne $_.RestoreDuration }"));
        Assert.Equal("Drill", Assert.Single(Run("(Get-SystemBackup -ConfigurationPath $Path).VerifiedBy").ThrowIfFailed().Output).ToString());
        AssertNothingLeft();
        Assert.Equal(before, await LiveAsync());
    }

    [Fact]
    public void A_chain_is_restored_too()
    {
        File.AppendAllText(Path.Combine(_system.Workspaces, "papers", "empty"), "more");
        Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed();

        PSObject test = Assert.Single(Run("Get-SystemBackup -Latest -ConfigurationPath $Path | Test-SystemBackup -Drill -ConfigurationPath $Path").ThrowIfFailed().Output);

        Assert.Empty(Findings(test));
        Assert.Equal("Passed", test.Properties["Result"].Value.ToString());
    }

    [Fact]
    public async Task What_if_restores_nothing_and_changes_nothing_at_all()
    {
        string[] before = await TreeListing.WithChangeTimesAsync(_system.Folder);

        Assert.Empty(Drill("-WhatIf").ThrowIfFailed().Output);
        Assert.Empty(Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -WhatIf").ThrowIfFailed().Output);
        Assert.Equal("False", Assert.Single(Drill("-WhatIf -Quiet").ThrowIfFailed().Output).ToString());

        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_system.Folder));
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("SELECT count(*) FROM workspaces", "\"atLeast\": 3, \"atMost\": 3", null)]
    [InlineData("SELECT name FROM workspaces WHERE id = 1", "\"equals\": \"papers\"", null)]
    [InlineData("SELECT count(*) FROM workspaces", "\"atLeast\": 4", "The assertion 'rows' does not hold: it gave '3', and at least 4 is expected.")]
    [InlineData("SELECT name FROM workspaces WHERE id = 9", "\"equals\": \"papers\"", "The assertion 'rows' does not hold: it gave '', and 'papers' is expected.")]
    [InlineData("SELECT missing FROM nowhere", "\"equals\": 1", "The assertion 'rows' cannot be asked: SQLite Error 1: 'no such table: nowhere'.")]
    [InlineData("DELETE FROM workspaces", "\"equals\": 1", "The assertion 'rows' cannot be asked: SQLite Error 8: 'attempt to write a readonly database'.")]
    public void What_an_assertion_asks_for_must_hold(string query, string expected, string? finding)
    {
        Configure($$"""{ "name": "rows", "query": "{{query}}", {{expected}} }""");

        PSObject test = Assert.Single(Drill().ThrowIfFailed().Output);

        Assert.Equal(finding is null ? [] : [finding], Findings(test));
        Assert.Equal(finding is null ? "Passed" : "Failed", test.Properties["Result"].Value.ToString());
        Assert.Equal(finding is null ? "True" : "False", Assert.Single(Drill("-Quiet").ThrowIfFailed().Output).ToString());
        AssertNothingLeft();
    }

    [Fact]
    public void A_secret_of_a_query_shows_in_no_finding_and_on_no_stream()
    {
        const string Secret = "hidden-4711-value";
        Environment.SetEnvironmentVariable("SYSOPS_TEST_DRILL_SECRET", Secret);
        Configure("""{ "name": "secret", "query": "SELECT '${env:SYSOPS_TEST_DRILL_SECRET}'", "equals": "other" }""");

        SessionResult result = Drill("-Verbose -Debug");

        Assert.Equal("The assertion 'secret' does not hold: it gave '********', and 'other' is expected.", Assert.Single(Findings(Assert.Single(result.ThrowIfFailed().Output))));
        Assert.DoesNotContain(Secret, result.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_whose_sums_all_fit_and_that_does_not_hold_what_its_manifest_says_is_found()
    {
        Rewrite(manifest => manifest["components"]!.AsArray().First(component => component!["kind"]!.GetValue<string>() == "Database")!["facts"]!["tables"]!.AsArray().First(table => table!["name"]!.GetValue<string>() == "workspaces")!["rows"] = 4);
        Assert.Equal("Passed", Assert.Single(Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup").ThrowIfFailed().Output).Properties["Result"].Value.ToString());

        PSObject test = Assert.Single(Drill().ThrowIfFailed().Output);

        Assert.Equal("Failed", test.Properties["Result"].Value.ToString());
        Assert.Contains("is not what was copied", Assert.Single(Findings(test)), StringComparison.Ordinal);
        Assert.Equal(["database Failed", "workspaces Passed", "configuration Passed"], Lines(test, "$_.Components | ForEach-Object { \"$_ $($_.Result)\" }"));
        Assert.Contains("\"passed\":false,\"drill\":true", File.ReadAllText(Path.Combine(_folder, "verification.jsonl")), StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public void A_backup_that_is_not_sound_is_not_restored()
    {
        File.Delete(Path.Combine(_folder, "workspaces.tar.zst"));

        SessionResult result = Drill();

        Assert.Equal(("Failed", false), (Assert.Single(result.Output).Properties["Result"].Value.ToString(), (bool)result.Output[0].Properties["Drilled"].Value));
        Assert.Contains(result.Warnings, warning => warning.Contains("was not restored for a drill", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_killed_drill_left_is_removed_by_the_next_and_what_is_in_use_or_not_ours_stays()
    {
        string left = Directory.CreateDirectory(Path.Combine(_scratch.Path, "sysops-drill-20200101T000000Z-00000000", "files", "workspaces")).FullName;
        File.WriteAllText(Path.Combine(_scratch.Path, "sysops-drill-20200101T000000Z-00000000", "~lock"), "");
        string other = Directory.CreateDirectory(Path.Combine(_scratch.Path, "sysops-drill-of-somebody")).FullName;

        Drill().ThrowIfFailed();

        Assert.False(Directory.Exists(left));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void Where_no_folder_can_be_made_or_a_drill_is_not_asked_for_is_an_error_that_says_so()
    {
        Configure(path: Path.Combine(_scratch.Path, "none"));
        SessionResult result = Drill();
        Assert.StartsWith("BackupDrillNotPossible,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidOperation, result.TheError.CategoryInfo.Category);

        Assert.StartsWith("BackupDrillNotPossible,", Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -OnSource -ConfigurationPath $Path").TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private void Configure(string assertion = "", string? path = null)
    {
        JsonNode drill = JsonNode.Parse($$"""{ "path": "{{path ?? _scratch.Path}}", "assertions": [{{assertion}}] }""")!;
        _system.Configure(new { provider = "Sqlite", connectionString = "Data Source=app.db" }, new Dictionary<string, object> { ["drill"] = drill });
    }

    private void Rewrite(Action<JsonNode> change)
    {
        string path = Path.Combine(_folder, "manifest.json");
        string old = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
        string sums = Path.Combine(_folder, "SHA256SUMS");
        File.WriteAllText(sums, File.ReadAllText(sums).Replace(old, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest.ToJsonString()))), StringComparison.Ordinal));
    }

    private void AssertNothingLeft() => Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));

    private SessionResult Drill(string parameters = "") => Run($"Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -Drill -ConfigurationPath $Path {parameters}");

    private SessionResult Run(string script) => _session.Run($"param($Path) {script}", ("Path", _system.Configuration));

    private string[] Findings(PSObject test) => Lines(test, "$_.Findings | ForEach-Object { $_.Text }");

    private string[] Lines(PSObject item, string script) => [.. _session.Run($"param($Item) $Item | ForEach-Object {{ {script} }}", ("Item", item)).ThrowIfFailed().Output.Select(line => line.ToString())];

    // All but what the test itself notes beside the backup.
    private async Task<string[]> LiveAsync() => [.. (await TreeListing.WithChangeTimesAsync(_system.Folder)).Where(line => !line.StartsWith("backups", StringComparison.Ordinal) && !line.Contains("/backups/", StringComparison.Ordinal))];
}
