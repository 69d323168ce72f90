using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups.Durability;

/// <summary>
/// Whether a disk that loses power can forget what a later step of a restore relies on: the calls of a real sysops are recorded, and at each
/// step that others build on nothing that was done before may be unsynced.
/// </summary>
public sealed class RestoreOrderTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    private string State => Path.Combine(_system.Folder, "state");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        _session.Run("param($Path) New-SystemBackup -ConfigurationPath $Path", ("Path", _system.Configuration)).ThrowIfFailed();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("")]
    [InlineData("-RemovePrevious")]
    [InlineData("-Mirror -Component Workspaces")]
    public async Task Nothing_that_a_step_relies_on_can_be_forgotten(string parameters)
    {
        IReadOnlyList<FileCall> calls = await RecordAsync(parameters);

        List<string> forgotten = Forgotten(calls);
        Assert.True(forgotten.Count == 0, string.Join('\n', forgotten));
        Assert.True(calls.Count(IsJournalWritten) >= 3 && calls.Any(IsSwap) && calls.Any(IsJournalDeleted), string.Join('\n', calls.Select(call => call.Line)));

        // Were one of the syncs not there, it would be seen: the last one alone makes safe what nothing builds on.
        FileCall[] syncs = [.. calls.Where(call => call.IsSync)];
        string[] unneeded = [.. syncs.Where(sync => Forgotten([.. calls.Where(call => call != sync)]).Count == 0).Select(sync => sync.Line)];
        Assert.True(unneeded.Length <= syncs.Length / 2, string.Join('\n', unneeded));
    }

    private List<string> Forgotten(IReadOnlyList<FileCall> calls)
    {
        DiskModel disk = new();
        List<string> forgotten = [];
        bool swapped = false;
        foreach (FileCall call in calls)
        {
            string[] relied = [.. disk.Unsynced.Where(path => !IsFree(call, path))];
            if (relied.Length > 0 && (IsJournalWritten(call) || IsSwap(call) || IsJournalDeleted(call) || (swapped && IsOldRemoved(call))))
            {
                forgotten.Add($"{call.Line}\n  before {string.Join(", ", relied)}");
            }

            swapped |= IsSwap(call);
            disk.Apply(call);
        }

        return forgotten;
    }

    // The new journal lies beside the old one until it takes its place; of what is removed, folders change as it goes on.
    private bool IsFree(FileCall call, string path) =>
        (IsJournalWritten(call) && path == Path.GetDirectoryName(call.Other)) || (IsOldRemoved(call) && IsStaged(path));

    private bool IsJournalWritten(FileCall call) => call.IsRename && IsJournal(call.Other!);

    private bool IsJournalDeleted(FileCall call) => call.IsRemoval && IsJournal(call.Path);

    private bool IsJournal(string path) => path.StartsWith(State, StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal);

    private bool IsSwap(FileCall call) => call.IsRename && !IsJournal(call.Other!) && IsStaged(call.Path) != IsStaged(call.Other!);

    private static bool IsOldRemoved(FileCall call) => call.IsRemoval && IsStaged(call.Path);

    private static bool IsStaged(string path) => path.Contains("sysops-restore-", StringComparison.Ordinal);

    private async Task<IReadOnlyList<FileCall>> RecordAsync(string parameters)
    {
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "papers", "empty"), "changed", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "extra"), "extra", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_system.ConfigurationFile, "spoilt", TestContext.Current.CancellationToken);
        string trace = Path.Combine(_system.Folder, "trace");
        ProgramOutcome outcome = await TestProgram.TryAsync("env", [
            $"XDG_STATE_HOME={State}", "strace", "-f", "-qq", "-y", "-s", "0", "-o", trace, "-e", $"trace={FileTrace.Calls}", .. SysOpsShell.Words,
            $"Get-SystemBackup -Latest -ConfigurationPath '{_system.Configuration}' | Restore-SystemBackup -ConfigurationPath '{_system.Configuration}' {parameters} -Confirm:$false"]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        string[] lines = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        return [.. FileTrace.Read(lines, _system.Folder).Where(call => Path.GetFileName(call.Path) is not "lock")];
    }
}
