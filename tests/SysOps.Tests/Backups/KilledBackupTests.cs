using System.Globalization;
using System.Management.Automation;
using System.Security.Cryptography;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>A real sysops that is killed at a given system call of a backup, by strace.</summary>
public sealed class KilledBackupTests : IAsyncLifetime
{
    private const int MostCalls = 60;
    private const int RandomKills = 50;

    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);

        // Every run under strace is slow enough.
        File.Delete(Path.Combine(_system.Workspaces, "vectors.bin"));
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task However_far_a_backup_came_earlier_ones_are_intact_nothing_half_is_visible_and_the_next_run_succeeds()
    {
        string earlier = Path.Combine(_system.Repository, Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output.Single().ToString());
        string[] before = await TreeListing.OfAsync(earlier);
        int killed = 0;

        while (await IsKilledAsync("fsync", ++killed))
        {
            await AssertIntactAsync($"fsync {killed.ToString(CultureInfo.InvariantCulture)}", earlier, before);
            Assert.True(killed < MostCalls, "A backup has no end.");
        }

        Assert.True(killed > 5, "Every file and folder is synced.");
        foreach ((string call, int number) in new[] { ("renameat2", 1), ("rmdir", 1), ("pwrite64", 1), ("pwrite64", 2), ("mkdir", 2) })
        {
            Assert.True(await IsKilledAsync(call, number), $"{call} was not reached.");
            await AssertIntactAsync(call, earlier, before);
        }

        Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed();
        Assert.All(_system.Backups, name => Assert.False(name.StartsWith('.'), $"'{name}' is left."));
        Assert.Equal("True", Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -Quiet").ThrowIfFailed().Output.Single().ToString());
    }

    [Fact]
    public async Task Killed_at_fifty_random_moments_earlier_backups_are_intact_and_nothing_half_is_visible()
    {
        await File.WriteAllBytesAsync(Path.Combine(_system.Workspaces, "vectors.bin"), RandomNumberGenerator.GetBytes(30_000_000), TestContext.Current.CancellationToken);
        string earlier = Path.Combine(_system.Repository, Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output.Single().ToString());
        string[] before = await TreeListing.OfAsync(earlier);
        string[] words = [.. SysOpsShell.Words, "New-SystemBackup", "-Full", "-ConfigurationPath", _system.Configuration];
        long started = TimeProvider.System.GetTimestamp();
        await TestProgram.RunAsync(words[0], words[1..]);
        RandomKill kill = new(TimeProvider.System.GetElapsedTime(started));
        HashSet<string> tested = [.. _system.Backups];

        for (int run = 0; run < RandomKills; run++)
        {
            string moment = await kill.RunAsync(words[0], words[1..]);
            string[] now = await TreeListing.OfAsync(earlier);
            Assert.True(before.SequenceEqual(now), $"An earlier backup has changed. {moment}");
            foreach (PSObject backup in Run("Get-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output.Where(backup => tested.Add(backup.ToString())))
            {
                Assert.True(backup.Properties["Status"].Value.ToString() == "Complete", $"A visible backup is not complete. {moment}");
                Assert.True(Run($"Test-SystemBackup {backup} -Quiet -ConfigurationPath $Path").ThrowIfFailed().Output.Single().BaseObject is true, $"A visible backup is not sound. {moment}");
            }
        }

        Assert.True(kill.Killed >= RandomKills / 2, $"{kill.Killed} runs were killed; seed {kill.Seed}.");
        Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed();
        Assert.All(_system.Backups, name => Assert.False(name.StartsWith('.'), $"'{name}' is left."));
    }

    // The number counts for each thread by itself.
    private async Task<bool> IsKilledAsync(string call, int number)
    {
        string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}")];
        ProgramOutcome outcome = await TestProgram.TryAsync("strace", [.. strace, .. SysOpsShell.Words, "New-SystemBackup", "-ConfigurationPath", _system.Configuration]);
        Assert.True(outcome.ExitCode is 0 or 137, outcome.ToString());
        return outcome.ExitCode != 0;
    }

    private async Task AssertIntactAsync(string moment, string earlier, string[] before)
    {
        Assert.Equal(before, await TreeListing.OfAsync(earlier));
        IReadOnlyList<PSObject> backups = Run("Get-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output;
        Assert.All(backups, backup => Assert.True(backup.Properties["Status"].Value.ToString() == "Complete", $"A visible backup is not complete after {moment}."));
        Assert.Equal("True", Run($"Get-SystemBackup -ConfigurationPath $Path | Where-Object Name -ne '{Path.GetFileName(earlier)}' | Test-SystemBackup").ThrowIfFailed().Output.All(test => test.Properties["Result"].Value.ToString() == "Passed").ToString());
    }

    private SessionResult Run(string script) => _session.Run($"param($Path) {script}", ("Path", _system.Configuration));
}
