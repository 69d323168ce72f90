using System.Globalization;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>A real sysops that is killed at a given system call of a copy, by strace.</summary>
public sealed class KilledCopyTests : IAsyncLifetime
{
    private const int MostCalls = 60;

    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    private string Second => Path.Combine(_system.Folder, "second");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        Run("1..2 | ForEach-Object { New-SystemBackup -Component Workspaces -ConfigurationPath $Path }");
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task However_far_a_copy_came_no_half_backup_and_none_without_its_parent_is_visible_and_the_next_run_succeeds()
    {
        int killed = 0;
        while (await IsKilledAsync("fsync", ++killed))
        {
            AssertSound($"fsync {killed.ToString(CultureInfo.InvariantCulture)}");
            Assert.True(killed < MostCalls, "A copy has no end.");
        }

        Assert.True(killed > 5, "Every file and folder is synced.");
        foreach ((string call, int number) in new[] { ("renameat2", 1), ("pwrite64", 1), ("pwrite64", 3) })
        {
            Assert.True(await IsKilledAsync(call, number), $"{call} was not reached.");
            AssertSound(call);
        }

        Run("Copy-SystemBackup * $Second -ConfigurationPath $Path");
        Assert.Equal(2, Directory.GetDirectories(Second).Length);
        AssertSound("the last run");
    }

    // The number counts for each thread by itself.
    private async Task<bool> IsKilledAsync(string call, int number)
    {
        if (Directory.Exists(Second))
        {
            Directory.Delete(Second, recursive: true);
        }

        string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}")];
        ProgramOutcome outcome = await TestProgram.TryAsync("strace", [.. strace, .. SysOpsShell.Words, "Copy-SystemBackup", "*", Second, "-ConfigurationPath", _system.Configuration]);
        Assert.True(outcome.ExitCode is 0 or 137, outcome.ToString());
        return outcome.ExitCode != 0;
    }

    private void AssertSound(string moment)
    {
        if (!File.Exists(Path.Combine(Second, "repository.json")))
        {
            return;
        }

        // A test looks at the whole chain.
        string[] results = Run("Get-SystemBackup -Repository $Second | Test-SystemBackup | ForEach-Object Result");
        Assert.All(results, result => Assert.True(result == "Passed", $"A visible backup is not sound after {moment}."));
        Assert.True(results.Length <= 2);
    }

    private string[] Run(string script) => [.. _session.Run($"param($Path, $Second) {script}", ("Path", _system.Configuration), ("Second", Second)).ThrowIfFailed().Output.Select(item => item.ToString())];
}
