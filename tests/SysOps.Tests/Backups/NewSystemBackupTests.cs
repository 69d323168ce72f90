using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class NewSystemBackupTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await BackupSystem.CreateAsync(_session);

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_backup_has_all_that_is_configured_and_is_listed_as_it_was_written()
    {
        PSObject backup = Assert.Single(New("-Tag nightly, kept -Description 'by hand'").ThrowIfFailed().Output);

        Assert.Equal("Complete", Text(backup, "Status"));
        Assert.Equal("DatabaseFirst", Text(backup, "Consistency"));
        Assert.Equal(["database Complete 1", "workspaces Complete 5", "configuration Complete 2"], Lines(backup, "$_.Components | ForEach-Object { \"$_ $($_.Status) $($_.FileCount)\" }"));
        Assert.Equal(["True", "True", "True"], Lines(backup, "$_.Components | ForEach-Object { $_.SizeBytes -gt 0 -and $_.StoredBytes -gt 0 }"));
        Assert.Equal([Text(backup, "Name")], _system.Backups);
        PSObject listed = Assert.Single(_session.Run("param($Path) Get-SystemBackup -ConfigurationPath $Path -Tag nightly", ("Path", _system.Configuration)).ThrowIfFailed().Output);
        Assert.Equal(PSSerializer.Serialize(backup, 4), PSSerializer.Serialize(listed, 4));
    }

    [Fact]
    public async Task The_tools_of_any_system_give_everything_back()
    {
        string backup = PathOf(New());
        using TemporaryFolder restored = new();
        string workspaces = Directory.CreateDirectory(Path.Combine(restored.Path, "workspaces")).FullName;
        string files = Directory.CreateDirectory(Path.Combine(restored.Path, "files")).FullName;
        string database = Path.Combine(restored.Path, "app.db");

        await ShellAsync("zstd -dqc < \"$1/workspaces.tar.zst\" | tar x -p -C \"$2\"", backup, workspaces);
        await ShellAsync("zstd -dqc < \"$1/configuration.tar.zst\" | tar x -p -C \"$2\"", backup, files);
        await ShellAsync("zstd -dqc < \"$1/database.sqlite.zst\" > \"$2\"", backup, database);

        File.Delete(Path.Combine(_system.Workspaces, "papers", "cache.tmp"));
        await TestProgram.RunAsync("touch", "-r", Path.Combine(workspaces, "papers"), Path.Combine(_system.Workspaces, "papers"));
        Assert.Equal(await TreeListing.OfAsync(_system.Workspaces), await TreeListing.OfAsync(workspaces));
        await TestProgram.RunAsync("cmp", _system.ConfigurationFile, files + _system.ConfigurationFile);
        await TestProgram.RunAsync("cmp", _system.Configuration, files + _system.Configuration);

        // The online backup counts its own change in the header.
        await TestProgram.RunAsync("cmp", "--ignore-initial=100", _system.Database, database);
        Assert.Equal(File.GetUnixFileMode(_system.ConfigurationFile), File.GetUnixFileMode(files + _system.ConfigurationFile));
    }

    [Fact]
    public async Task The_sums_are_those_of_sha256sum_and_everything_is_private()
    {
        string backup = PathOf(New("-Tag a"));

        await ShellAsync("cd \"$1\" && sha256sum -c --strict --quiet SHA256SUMS", backup, "");

        Assert.All(Directory.EnumerateFileSystemEntries(_system.Repository, "*", SearchOption.AllDirectories), path => Assert.Equal(
            Directory.Exists(path) ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task WhatIf_says_what_would_be_made_and_changes_nothing()
    {
        string[] before = await TreeListing.WithChangeTimesAsync(_system.Folder);

        SessionResult result = New("-WhatIf").ThrowIfFailed();

        PSObject planned = Assert.Single(result.Output);
        Assert.Equal("Planned", Text(planned, "Status"));
        Assert.Equal(["database", "workspaces", "configuration"], Lines(planned, "$_.Components.Name"));
        Assert.All(Lines(planned, "$_.Components.Status"), status => Assert.Equal("Planned", status));
        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_system.Folder));
        Assert.Equal("Planned", Text(Assert.Single(New("-Component Database -WhatIf").ThrowIfFailed().Output), "Status"));

        New().ThrowIfFailed();
        before = await TreeListing.WithChangeTimesAsync(_system.Folder);
        Assert.Equal(["True", "True", "True"], Lines(Assert.Single(New("-WhatIf").ThrowIfFailed().Output), "$_.Components | ForEach-Object { $_.SizeBytes -gt 0 }"));
        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_system.Folder));
    }

    [Fact]
    public async Task A_second_backup_stores_what_changed_and_the_tools_of_any_system_give_both_back_together()
    {
        string first = PathOf(New("-Component Workspaces"));
        File.Delete(Path.Combine(_system.Workspaces, "papers", "cache.tmp"));
        File.Delete(Path.Combine(_system.Workspaces, "again.txt"));
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "new.txt"), "new", TestContext.Current.CancellationToken);
        PSObject backup = Assert.Single(New("-Component Workspaces").ThrowIfFailed().Output);
        string second = Text(backup, "Path");
        Assert.Equal((Path.GetFileName(first), "2"), (Text(backup, "Parent"), Text(backup, "ChainLength")));
        Assert.Equal("again.txt\0", await File.ReadAllTextAsync(Path.Combine(second, "workspaces.removed"), TestContext.Current.CancellationToken));

        using TemporaryFolder restored = new();
        await ShellAsync("zstd -dqc < \"$1/workspaces.tar.zst\" | tar x -p -C \"$2\"", first, restored.Path);
        await ShellAsync("cd \"$2\" && xargs -0 -r rm -d -- < \"$1/workspaces.removed\" && zstd -dqc < \"$1/workspaces.tar.zst\" | tar x -p", second, restored.Path);
        Assert.Equal(await TreeListing.OfAsync(_system.Workspaces), await TreeListing.OfAsync(restored.Path));

        Assert.Equal("1", Text(Assert.Single(New("-Component Workspaces -Full").ThrowIfFailed().Output), "ChainLength"));
        Assert.Equal(["Passed", "Passed", "Passed"], _session.Run("param($Path) Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup | ForEach-Object { $_.Result }", ("Path", _system.Configuration)).ThrowIfFailed().Output.Select(result => result.ToString()));
    }

    [Fact]
    public async Task What_is_damaged_in_a_chain_is_built_on_by_nothing_and_never_called_tested_whole()
    {
        string full = PathOf(New());
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "papers", "notes.txt"), "changed", TestContext.Current.CancellationToken);
        string increment = PathOf(New());
        string archive = Path.Combine(full, "workspaces.tar.zst");
        byte[] bytes = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(archive, bytes, TestContext.Current.CancellationToken);

        foreach (int milliseconds in (int[])[1, 5, 20, 50, 100, 500])
        {
            PSObject test = Assert.Single(Session($"Test-SystemBackup {Path.GetFileName(increment)} -MaxDuration '{milliseconds}ms' -ConfigurationPath $Path").Output);
            Assert.True(Text(test, "Result") == "Failed" || (double)test.Properties["TestedPercent"].Value < 100, $"{milliseconds} ms: {Text(test, "Result")}, {Text(test, "TestedPercent")} %");
        }

        Assert.Equal("Failed", Text(Assert.Single(Session($"Test-SystemBackup {Path.GetFileName(full)} -ConfigurationPath $Path").Output), "Result"));
        Assert.Null(Assert.Single(New().ThrowIfFailed().Output).Properties["Parent"].Value);
    }

    [Fact]
    public void A_question_that_is_answered_with_no_makes_nothing()
    {
        // Without a terminal there is nobody to ask.
        SessionResult result = New("-Confirm");

        Assert.NotNull(result.TheError);
        Assert.False(Directory.Exists(_system.Repository));
    }

    [Fact]
    public void The_components_that_are_asked_for_are_copied_and_one_that_is_not_configured_is_refused()
    {
        PSObject backup = Assert.Single(New("-Component Configuration, Workspaces").ThrowIfFailed().Output);
        Assert.Equal(["workspaces", "configuration"], Lines(backup, "$_.Components.Name"));

        _system.Configure(database: null);
        ErrorRecord error = New("-Component Database").TheError;
        Assert.Equal("BackupNotConfigured,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Single(_system.Backups);
    }

    [Fact]
    public void What_SysOps_writes_itself_and_what_is_excluded_is_left_out()
    {
        string folder = _system.Workspaces;
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        foreach (string name in (string[])["state/history.db", "state/history.db-wal", "state/audit.jsonl", "state/other.txt", "live.db", "live.db-wal", "skip.me"])
        {
            File.WriteAllText(Path.Combine(folder, name), "");
        }

        string configuration = Path.Combine(_system.Folder, "sysops.json");
        File.WriteAllText(configuration, """
            { "workspaces": { "path": "workspaces", "exclude": ["*.tmp"] }, "database": { "provider": "Sqlite", "connectionString": "Data Source=workspaces/live.db" }, "backups": { "path": "workspaces/backups" },
              "monitoring": { "path": "workspaces/state/history.db" }, "audit": { "path": "workspaces/state/audit.jsonl" } }
            """);

        New("-Exclude skip.me, 'papers/**' -Component Workspaces").ThrowIfFailed();

        Assert.Equal(
            [".", "-a name\\nwith 'quotes' and ü", "again.txt", "dangling", "no files", "papers", "pipe", "state", "state/other.txt", "vectors.bin"],
            _session.Run("param($Path) Get-SystemBackup -ConfigurationPath $Path | Get-SystemBackupContent", ("Path", configuration)).ThrowIfFailed().Output.Select(entry => entry.ToString()));
    }

    [Fact]
    public void Workspaces_within_the_repository_are_refused()
    {
        ErrorRecord error = New($"-Repository '{_system.Folder}'").TheError;

        Assert.Equal("BackupSourceInvalid,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal(_system.Workspaces, error.TargetObject);
    }

    [Fact]
    public void A_file_of_the_configuration_that_is_missing_makes_the_backup_partial_and_is_named()
    {
        File.Delete(_system.ConfigurationFile);

        SessionResult result = New().ThrowIfFailed();

        PSObject backup = Assert.Single(result.Output);
        Assert.Equal("Partial", Text(backup, "Status"));
        Assert.Equal(["Complete", "Complete", "Partial"], Lines(backup, "$_.Components.Status"));
        Assert.Equal([$"configuration: {_system.ConfigurationFile[1..]}: It does not exist."], Lines(backup, "$_.Problems | ForEach-Object { \"$_\" }"));
        Assert.Contains(result.Warnings, warning => warning.Contains("is partial", StringComparison.Ordinal) && warning.Contains(_system.ConfigurationFile[1..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_sysops_a_partial_backup_gives_exit_code_1_and_a_file_that_may_not_be_read_is_named()
    {
        using TemporaryFolder repository = new();
        string unreadable = Path.Combine(_system.Workspaces, "papers", "empty");
        File.SetUnixFileMode(unreadable, UnixFileMode.None);
        foreach (string path in (string[])[_system.Folder, _system.Configuration, _system.ConfigurationFile, Path.Combine(_system.Workspaces, "again.txt")])
        {
            File.SetUnixFileMode(path, Directory.Exists(path) ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
        }

        string[] unprivileged = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [];
        if (unprivileged.Length > 0)
        {
            await TestProgram.RunAsync("chown", "65534:65534", repository.Path);
        }

        string[] words = [.. unprivileged, .. SysOpsShell.Words, "--output", "json", "New-SystemBackup", "-Component", "Workspaces,Configuration", "-ConfigurationPath", _system.Configuration, "-Repository", Path.Combine(repository.Path, "backups")];
        ProgramOutcome outcome = await TestProgram.TryAsync(words[0], words[1..]);

        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("\"Partial\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("papers/empty", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Permission denied", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", outcome.Output, StringComparison.Ordinal);
    }

    private SessionResult Session(string script) => _session.Run("param($Path) " + script, ("Path", _system.Configuration));

    private SessionResult New(string arguments = "") => _session.Run($"param($Path) New-SystemBackup -ConfigurationPath $Path {arguments}", ("Path", _system.Configuration));

    private static Task<string> ShellAsync(string script, string first, string second) => TestProgram.RunAsync("bash", "-o", "pipefail", "-c", script, "bash", first, second);

    private static string PathOf(SessionResult result) => Text(Assert.Single(result.ThrowIfFailed().Output), "Path");

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";

    private string[] Lines(PSObject item, string script) => [.. _session.Run($"param($Item) $Item | ForEach-Object {{ {script} }}", ("Item", item)).ThrowIfFailed().Output.Select(line => line.ToString())];
}
