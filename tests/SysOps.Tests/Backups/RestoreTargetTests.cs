using System.Diagnostics;
using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Resources;
using SysOps.Testing.Sessions;
using SysOps.Tests.Shell;

namespace SysOps.Tests.Backups;

/// <summary>Where the folder that is restored to cannot be exchanged, is in use, or belongs to a production system.</summary>
public sealed class RestoreTargetTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;
    private string _name = "";
    private string[] _before = [];

    private string Notes => Path.Combine(_system.Workspaces, "papers", "notes.txt");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        _name = Assert.Single(Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output).ToString();
        File.Delete(Path.Combine(_system.Workspaces, "papers", "cache.tmp"));
        _before = await ContentAsync();
        File.SetUnixFileMode(Notes, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(Notes, "changed", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_system.Workspaces, "vectors.bin"));
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "extra"), "extra", TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_mount_point_stays_and_what_is_in_it_is_exchanged()
    {
        ProgramOutcome outcome = await RestoreInMountsAsync("mount --bind \"$1\" \"$1\"");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Contains("SwapEntries", outcome.Output, StringComparison.Ordinal);
        await AssertRestoredAsync();
    }

    [Fact]
    public void A_volume_without_inodes_for_all_files_is_refused_before_anything_is_written()
    {
        using SmallVolume volume = SmallVolume.TryMount("size=10m,nr_inodes=4") ?? throw new InvalidOperationException("This test mounts a small volume: run it as root.");
        string restore = $"-Component Workspaces -Destination '{Path.Combine(volume.Path, "out")}'";

        SessionResult plan = Run($"(Get-SystemRestorePlan $Name -ConfigurationPath $Path {restore}).Items.Refusals").ThrowIfFailed();
        SessionResult result = Run($"Restore-SystemBackup $Name -ConfigurationPath $Path {restore} -Confirm:$false");

        Assert.Matches("^On the volume of .* [0-9]+ inodes are needed, one for each file and folder, and 3 are free\\.$", Assert.Single(plan.Output).ToString());
        Assert.Equal("RestoreNotPossible,SysOps.Commands.RestoreSystemBackupCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(volume.Path));
    }

    [Fact]
    public async Task A_file_system_that_is_mounted_below_stays_with_all_that_is_in_it()
    {
        string below = Directory.CreateDirectory(Path.Combine(_system.Workspaces, "papers", "mounted")).FullName;

        // What is in it is seen in the mount's own view alone.
        ProgramOutcome outcome = await RestoreInMountsAsync("mount -t tmpfs tmpfs \"$1/papers/mounted\" && echo kept > \"$1/papers/mounted/file\"", "&& cat \"$1/papers/mounted/file\"");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.EndsWith("kept\n", outcome.Output, StringComparison.Ordinal);
        Directory.Delete(below);
        await AssertRestoredAsync();
    }

    [Fact]
    public async Task Where_the_folder_above_cannot_be_written_the_folder_stays_and_what_is_in_it_is_exchanged()
    {
        File.SetUnixFileMode(_system.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            // Root without its power over modes is as bound by them as anybody.
            string[] bound = Environment.UserName == "root" ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search"] : [];
            string[] words = [.. bound, .. SysOpsShell.Words, "Restore-SystemBackup", _name, "-ConfigurationPath", _system.Configuration, "-Component", "Workspaces", "-Mirror", "-Confirm:$false"];
            ProgramOutcome outcome = await TestProgram.TryAsync(words[0], words[1..]);

            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        }
        finally
        {
            File.SetUnixFileMode(_system.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await AssertRestoredAsync();
    }

    [Fact]
    public async Task While_a_configured_service_runs_it_is_refused_and_forced_by_Force()
    {
        using Process service = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        try
        {
            string pidFile = Path.Combine(_system.Folder, "indexer.pid");
            await File.WriteAllTextAsync(pidFile, $"{service.Id}\n", TestContext.Current.CancellationToken);
            string text = await File.ReadAllTextAsync(_system.Configuration, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(_system.Configuration, text[..^1] + $$""", "services": [ { "name": "indexer", "kind": "Process", "pidFile": "{{pidFile}}" } ] }""", TestContext.Current.CancellationToken);

            SessionResult refused = Run("Restore-SystemBackup $Name -ConfigurationPath $Path -Component Workspaces -Confirm:$false");
            Assert.Equal("RestoreNotPossible,SysOps.Commands.RestoreSystemBackupCommand", refused.TheError.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.InvalidOperation, refused.TheError.CategoryInfo.Category);
            Assert.Contains("The service 'indexer' runs", refused.TheError.Exception.Message, StringComparison.Ordinal);
            Assert.Equal("changed", await File.ReadAllTextAsync(Notes, TestContext.Current.CancellationToken));

            Run("Restore-SystemBackup $Name -ConfigurationPath $Path -Component Workspaces -Mirror -RemovePrevious -Force -Confirm:$false").ThrowIfFailed();
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await AssertRestoredAsync();
    }

    [Theory]
    [InlineData("shop\r", 0, "Documents.\n")]
    [InlineData("shopping\r", 1, "changed")]
    [InlineData("\r", 1, "changed")]
    public async Task At_a_terminal_a_production_system_asks_for_its_name(string typed, int exitCode, string content)
    {
        await File.WriteAllTextAsync(_system.Configuration, (await File.ReadAllTextAsync(_system.Configuration, TestContext.Current.CancellationToken)).Replace("\"Test\"", "\"Production\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using TerminalShell shell = TerminalShell.Start(_system.Folder, "Restore-SystemBackup", _name, "-ConfigurationPath", _system.Configuration, "-Component", "Workspaces", "-Confirm:$false");
        await shell.SeeAsync("This restores over a production system.");
        await shell.SeeAsync("SystemName");
        await shell.TypeAsync(typed);

        Assert.Equal(exitCode, await shell.EndAsync());
        Assert.Equal(content, await File.ReadAllTextAsync(Notes, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void PassThru_hands_the_backup_on()
    {
        SessionResult result = Run("Get-SystemBackup -Latest -ConfigurationPath $Path | Restore-SystemBackup -ConfigurationPath $Path -Component Workspaces -PassThru -Confirm:$false | Test-SystemBackup").ThrowIfFailed();

        Assert.Equal((_name, "Passed"), (Assert.Single(result.Output).ToString(), result.Output[0].Properties["Result"].Value.ToString()));
        Assert.Equal("Documents.\n", File.ReadAllText(Notes));
    }

    private async Task<ProgramOutcome> RestoreInMountsAsync(string before, string after = "")
    {
        string[] space = Environment.UserName == "root" ? ["--mount"] : ["--mount", "--map-root-user"];
        string script = $"{before} && workspaces=\"$1\" && shift && \"$@\" && set -- \"$workspaces\" {after}";
        string plan = $"Get-SystemRestorePlan {_name} -ConfigurationPath '{_system.Configuration}' -Component Workspaces -Mirror | ForEach-Object {{ \"$($_.Items.Method)\"; $_ }} | ForEach-Object {{ if ($_ -is [string]) {{ $_ }} else {{ $null = $_ | Restore-SystemBackup -Confirm:$false }} }}";
        return await TestProgram.TryAsync("unshare", [.. space, "sh", "-c", script, "sh", _system.Workspaces, .. SysOpsShell.Words, plan]);
    }

    // Where the folder stays, so does what was replaced, in it.
    private async Task AssertRestoredAsync()
    {
        Assert.Equal("Documents.\n", await File.ReadAllTextAsync(Notes, TestContext.Current.CancellationToken));
        foreach (string kept in Directory.GetDirectories(_system.Workspaces, ".sysops_before_*"))
        {
            Assert.Equal("extra", await File.ReadAllTextAsync(Path.Combine(kept, "extra"), TestContext.Current.CancellationToken));
            Directory.Delete(kept, recursive: true);
        }

        Assert.Equal(_before, await ContentAsync());
    }

    // Times of folders in which something was exchanged or deleted are not those of the backup any more.
    private async Task<string[]> ContentAsync() => [.. (await TreeListing.OfAsync(_system.Workspaces)).Where(line => !line.StartsWith("papers d ", StringComparison.Ordinal) && !line.StartsWith(" d ", StringComparison.Ordinal))];

    private SessionResult Run(string script) => _session.Run($"param($Path, $Name) {script}", ("Path", _system.Configuration), ("Name", _name));
}
