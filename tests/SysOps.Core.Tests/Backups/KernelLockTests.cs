using System.Diagnostics;
using SysOps.Backups.Repositories;
using SysOps.Files;

namespace SysOps.Core.Tests.Backups;

public sealed class KernelLockTests : RepositoryLockContract
{
    private protected override ILockMethod Method { get; } = new KernelLockMethod();

    [Fact]
    public async Task Another_process_excludes_us_and_its_death_by_kill_frees_the_lock()
    {
        using Process other = await HoldAsync("--exclusive");

        SysOpsException error = await BusyAsync(RepositoryLockMode.Shared);
        Assert.Contains("another process that has not said who it is", error.Message, StringComparison.Ordinal);

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        (await TakeAsync(RepositoryLockMode.Exclusive, TimeSpan.FromSeconds(10))).Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_of_somebody_else_in_its_place_stays_as_it_is(bool isLink)
    {
        string foreign = Path.Combine(Repository, isLink ? "precious" : "lock");
        await File.WriteAllTextAsync(foreign, "precious", TestContext.Current.CancellationToken);
        if (isLink)
        {
            File.CreateSymbolicLink(Path.Combine(Repository, "lock"), foreign);
        }

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => TakeAsync(RepositoryLockMode.Exclusive));

        Assert.Equal(ErrorCatalogue.BackupRepositoryUnavailable, error.Id);
        Assert.Equal("precious", await File.ReadAllTextAsync(foreign, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reading_process_lets_readers_in_and_no_writer()
    {
        using Process other = await HoldAsync("--shared");

        (await TakeAsync(RepositoryLockMode.Shared)).Dispose();
        await BusyAsync(RepositoryLockMode.Exclusive);

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task We_exclude_other_processes_and_our_children_do_not_keep_the_lock()
    {
        RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive);
        Assert.Equal(1, (await FlockAsync()).ExitCode);
        using Process child = ChildProcess.Start("cat", Repository);

        held.Dispose();

        Assert.Equal(0, (await FlockAsync()).ExitCode);
        child.StandardInput.Close();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_lock_given_back_is_free_at_once_though_children_are_being_started()
    {
        bool done = false;
        Task starting = Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                await ChildProcess.RunAsync("true", Repository);
            }
        }, TestContext.Current.CancellationToken);

        for (int round = 0; round < 500; round++)
        {
            (await TakeAsync(RepositoryLockMode.Exclusive)).Dispose();
        }

        Volatile.Write(ref done, true);
        await starting;
    }

    [Fact]
    public async Task What_a_dead_holder_has_written_is_not_told_of_the_next()
    {
        LockHolder dead;
        using (RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive))
        {
            dead = held.Holder with { Process = held.Holder.Process with { Started = held.Holder.Process.Started.AddDays(-1) } };
        }

        await File.WriteAllBytesAsync(Path.Combine(Repository, "lock"), System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(dead, System.Text.Json.JsonSerializerOptions.Web), TestContext.Current.CancellationToken);
        using Process other = await HoldAsync("--exclusive");

        Assert.DoesNotContain("New-SystemBackup", (await BusyAsync(RepositoryLockMode.Shared)).Message, StringComparison.Ordinal);

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_lock_says_who_holds_it()
    {
        using RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive);

        // Read as others read it: .NET would ask for a lock of its own.
        string text = (await ChildProcess.RunAsync("cat", Repository, "lock")).Output;

        Assert.Contains($"\"processId\":{Environment.ProcessId}", text, StringComparison.Ordinal);
        Assert.Contains($"\"host\":\"{Environment.MachineName}\"", text, StringComparison.Ordinal);
        Assert.Contains((await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id", TestContext.Current.CancellationToken)).Trim(), text, StringComparison.Ordinal);
        Assert.Contains("\"pidNamespace\":\"pid:[", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x6969, true)]
    [InlineData(0xFF534D42, true)]
    [InlineData(0xFE534D42, true)]
    [InlineData(0x65735546, true)]
    [InlineData(0xEF53, false)]
    [InlineData(0x01021994, false)]
    [InlineData(0x58465342, false)]
    [InlineData(0x9123683E, false)]
    public void Remote_file_systems_are_known_by_their_number(uint magic, bool remote) => Assert.Equal(remote, FileSystemType.IsRemote(magic));

    [Fact]
    public void The_file_systems_of_this_machine_have_locks() => Assert.False(FileSystemType.HasUnreliableLocks("/dev/shm"));

    private async Task<Process> HoldAsync(string mode)
    {
        Process process = ChildProcess.Start("flock", Repository, mode, "lock", "sh", "-c", "echo held; cat");
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return process;
    }

    private Task<(int ExitCode, string Output)> FlockAsync() => ChildProcess.RunAsync("flock", Repository, "--nonblock", "lock", "true");
}
