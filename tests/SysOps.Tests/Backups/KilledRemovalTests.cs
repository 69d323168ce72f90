using System.Globalization;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>A real sysops that is killed at a given system call of a removal, by strace.</summary>
public sealed class KilledRemovalTests : IDisposable
{
    private static readonly string[] Kinds = ["Workspaces"];

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("renameat2", 1, true)]
    [InlineData("fsync", 1, false)]
    [InlineData("unlink", 1, false)]
    [InlineData("unlink", 2, false)]
    [InlineData("rmdir", 1, false)]
    [InlineData("fsync", 2, false)]
    public async Task However_far_a_removal_came_a_backup_is_whole_or_gone_and_the_next_run_clears_up(string call, int number, bool isThere)
    {
        using BackupFolder repository = new();
        string gone = repository.Add(TimeProvider.System.GetUtcNow().AddDays(-2), Kinds, ["tag"]);
        string kept = repository.Add(TimeProvider.System.GetUtcNow().AddDays(-1), Kinds);
        string[] whole = await TreeListing.OfAsync(Path.Combine(repository.Path, gone));
        string[] other = await TreeListing.OfAsync(Path.Combine(repository.Path, kept));

        // A killed process's own files, such as the lock's description, are not what is counted.
        string[] strace = ["-f", "-qq", "-o", "/dev/null", "-P", Path.Combine(repository.Path, gone), "-P", Path.Combine(repository.Path, $".{gone}.deleting"), "-P", Path.Combine(repository.Path, $".{gone}.deleting", "manifest.json"), "-P", Path.Combine(repository.Path, $".{gone}.deleting", "labels.json"), "-P", repository.Path, "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}")];
        ProgramOutcome outcome = await TestProgram.TryAsync("strace", [.. strace, .. SysOpsShell.Words, "Remove-SystemBackup", "-KeepLast", "1", "-Repository", repository.Path, "-Confirm:$false"]);

        Assert.Equal(137, outcome.ExitCode);
        Assert.Equal(other, await TreeListing.OfAsync(Path.Combine(repository.Path, kept)));
        string[] listed = [.. Run("(Get-SystemBackup -Repository $Path).Name", repository).Output.Select(item => item.ToString())];
        Assert.Equal(Directory.Exists(Path.Combine(repository.Path, gone)) ? [kept, gone] : [kept], listed);
        if (Directory.Exists(Path.Combine(repository.Path, gone)))
        {
            Assert.True(isThere, $"{call} comes after the renaming.");
            Assert.Equal(whole, await TreeListing.OfAsync(Path.Combine(repository.Path, gone)));
        }

        Run("Remove-SystemBackup -KeepLast 1 -Repository $Path -Confirm:$false", repository);
        Assert.Equal([kept], Directory.GetDirectories(repository.Path).Select(Path.GetFileName));
    }

    private SessionResult Run(string script, BackupFolder repository) => _session.Run($"param($Path) {script}", ("Path", repository.Path)).ThrowIfFailed();
}
