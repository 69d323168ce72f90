using System.Security.Cryptography;
using System.Text.Json;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>A real sysops whose system calls are made to fail, or to be its last, during a restore, by strace.</summary>
public sealed class KilledRestoreTests : IAsyncLifetime
{
    private const int RandomKills = 50;

    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;
    private string[] _restored = [];

    private string State => Path.Combine(_system.Folder, "state");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        await OkAsync("New-SystemBackup");
        _restored = await StateAsync();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Killed_at_any_moment_the_system_is_as_before_or_can_be_finished_and_taken_back()
    {
        int killed = 0;
        foreach ((string call, string number, string end) in new[] { ("renameat2", "1", "Rollback"), ("renameat2", "2", "Resume"), ("rename", "1", "Resume"), ("rename", "2", "Rollback"), ("fsync", "2", "Rollback"), ("fsync", "4", "Resume"), ("syncfs", "1", "Resume") })
        {
            string[] before = await SpoilAsync();
            ProgramOutcome outcome = await InjectAsync(call, number, "signal=KILL");
            Assert.True(outcome.ExitCode is 0 or 137, outcome.ToString());
            killed += outcome.ExitCode is 137 ? 1 : 0;
            await EndAsync(before, end);
        }

        // Which thread makes which call is not always the same.
        Assert.True(killed >= 3, $"{killed} were killed.");
    }

    [Fact]
    public async Task A_call_that_fails_leaves_the_system_as_before_or_a_journal_that_says_so()
    {
        int failed = 0;
        foreach ((string call, string when, string error) in new[] { ("renameat2", "1+", "EIO"), ("rename", "2+", "ENOSPC"), ("fsync", "3+", "EIO"), ("pwrite64", "1+", "ENOSPC") })
        {
            string[] before = await SpoilAsync();
            ProgramOutcome outcome = await InjectAsync(call, when, $"error={error}");
            failed += outcome.ExitCode is 0 ? 0 : 1;
            await EndAsync(before, "Rollback");
        }

        Assert.True(failed >= 3, $"{failed} failed.");
    }

    [Fact]
    public async Task A_write_that_is_cut_short_leaves_the_system_as_before()
    {
        string[] before = await SpoilAsync();

        // The write that passes the limit writes as far as it goes; the next one fails. The memory for compiled code would be a file that is larger.
        ProgramOutcome outcome = await ShellAsync(
            ["DOTNET_EnableWriteXorExecute=0", "env", "--ignore-signal=XFSZ", "prlimit", "--fsize=5000123", .. SysOpsShell.Words],
            $"Get-SystemBackup -Latest -ConfigurationPath '{_system.Configuration}' | Restore-SystemBackup -ConfigurationPath '{_system.Configuration}' -Confirm:$false");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches("and nothing was changed: .vectors.bin.: .*File too large", outcome.Errors);
        await EndAsync(before, "Rollback");
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task Killed_at_fifty_random_moments_the_system_is_as_before_or_as_restored()
    {
        string[] words = [$"XDG_STATE_HOME={State}", .. SysOpsShell.Words, $"Get-SystemBackup -Latest -ConfigurationPath '{_system.Configuration}' | Restore-SystemBackup -ConfigurationPath '{_system.Configuration}' -RemovePrevious -Confirm:$false"];
        await SpoilAsync();
        long started = TimeProvider.System.GetTimestamp();
        await TestProgram.RunAsync("env", words);
        RandomKill kill = new(TimeProvider.System.GetElapsedTime(started));

        for (int run = 0; run < RandomKills; run++)
        {
            string[] before = await SpoilAsync();
            string moment = await kill.RunAsync("env", words);
            TestContext.Current.SendDiagnosticMessage("{0}", moment);
            await EndAsync(before, run % 2 == 0 ? "Rollback" : "Resume");
        }

        Assert.True(kill.Killed >= RandomKills / 2, $"{kill.Killed} runs were killed; seed {kill.Seed}.");
    }

    // The number counts for each thread by itself.
    private Task<ProgramOutcome> InjectAsync(string call, string when, string what) => ShellAsync(
        ["strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:{what}:when={when}", .. SysOpsShell.Words],
        $"Get-SystemBackup -Latest -ConfigurationPath '{_system.Configuration}' | Restore-SystemBackup -ConfigurationPath '{_system.Configuration}' -Confirm:$false");

    private async Task EndAsync(string[] before, string end)
    {
        string[] journals = Journals();
        if (journals.Length == 0)
        {
            string[] now = await StateAsync();
            Assert.True(now.SequenceEqual(before) || now.SequenceEqual(_restored), string.Join('\n', now));
        }
        else
        {
            string stage = JsonDocument.Parse(await File.ReadAllTextAsync(journals[0], TestContext.Current.CancellationToken)).RootElement.GetProperty("stage").GetString()!;
            ProgramOutcome warned = await ShellAsync(SysOpsShell.Words, $"Get-SystemBackup -ConfigurationPath '{_system.Configuration}'");
            Assert.Contains("was interrupted", warned.Output + warned.Errors, StringComparison.Ordinal);
            await OkAsync($"Restore-SystemBackup -{(stage == "Committed" ? "Resume" : end)} -Confirm:$false", configuration: false);
            bool isForward = stage == "Committed" || (end == "Resume" && stage != "Staging");
            Assert.Equal(isForward ? _restored : before, await StateAsync());
        }

        Assert.Empty(Journals());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_system.Folder, "*sysops-restore*", SearchOption.AllDirectories));
        Assert.Empty(Directory.Exists(State) ? Directory.EnumerateFileSystemEntries(State, "*.scratch", SearchOption.AllDirectories) : []);
    }

    private string[] Journals() => Directory.Exists(State) ? Directory.GetFiles(State, "*.json", SearchOption.AllDirectories) : [];

    private async Task<string[]> SpoilAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "papers", "empty"), "changed", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_system.Workspaces, "vectors.bin"));
        await File.WriteAllTextAsync(_system.ConfigurationFile, "spoilt", TestContext.Current.CancellationToken);
        return await StateAsync();
    }

    // Contents: what is put back has times of its own where folders are concerned.
    private async Task<string[]> StateAsync() =>
    [
        .. (await TestProgram.RunAsync("find", _system.Workspaces, "-printf", "%P %y %m %l\\n")).Split('\n').Order(StringComparer.Ordinal),
        .. (await TestProgram.RunAsync("find", _system.Workspaces, "-type", "f", "-exec", "sha256sum", "{}", "+")).Split('\n').Order(StringComparer.Ordinal),
        await File.ReadAllTextAsync(_system.ConfigurationFile, TestContext.Current.CancellationToken),
        Convert.ToHexString(SHA256.HashData((await File.ReadAllBytesAsync(_system.Database, TestContext.Current.CancellationToken)).AsSpan(100))),
    ];

    private async Task OkAsync(string command, bool configuration = true)
    {
        ProgramOutcome outcome = await ShellAsync(SysOpsShell.Words, configuration ? $"{command} -ConfigurationPath '{_system.Configuration}'" : command);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
    }

    // With one processor fewer threads share the calls that are counted.
    private Task<ProgramOutcome> ShellAsync(IEnumerable<string> words, string command) => TestProgram.TryAsync("env", [$"XDG_STATE_HOME={State}", "DOTNET_PROCESSOR_COUNT=1", .. words, command]);
}
