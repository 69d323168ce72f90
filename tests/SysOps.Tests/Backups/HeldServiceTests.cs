using System.Globalization;
using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>Backups that the commands before and after hold at a known moment.</summary>
public sealed class HeldServiceTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private readonly ModuleSession _other = new();
    private BackupSystem _system = null!;

    private string Started => Path.Combine(_system.Folder, "started");

    private string Pipe => Path.Combine(_system.Folder, "go on");

    private string After => Path.Combine(_system.Folder, "after");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        await TestProgram.RunAsync("mkfifo", Pipe);
        Hold($"echo $$ > '{Started}'; read line < '{Pipe}'");
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _other.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_second_run_fails_naming_the_holder_or_waits_for_it()
    {
        using PowerShell first = Start(_session);
        IAsyncResult running = first.BeginInvoke();
        await Eventually.TrueAsync(() => File.Exists(Started), "the first run holds the repository", TimeSpan.FromSeconds(30));

        ErrorRecord error = _other.Run("param($Path) New-SystemBackup -ConfigurationPath $Path -LockTimeout 0s", ("Path", _system.Configuration)).TheError;

        Assert.Equal("BackupRepositoryBusy,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        Assert.Equal(_system.Repository, error.TargetObject);
        Assert.Contains($"New-SystemBackup of process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} on", error.ToString(), StringComparison.Ordinal);

        Hold("true");
        using PowerShell second = Start(_other);
        IAsyncResult waiting = second.BeginInvoke();
        await File.WriteAllTextAsync(Pipe, "go\n", TestContext.Current.CancellationToken);

        Assert.Equal("Quiesced", Assert.Single(first.EndInvoke(running)).Properties["Consistency"].Value.ToString());
        Assert.Equal("Complete", Assert.Single(second.EndInvoke(waiting)).Properties["Status"].Value.ToString());
        Assert.Equal(2, _system.Backups.Count);
    }

    [Fact]
    public async Task Stopping_leaves_no_backup_no_lock_and_no_child_and_lets_the_service_go_on()
    {
        using PowerShell shell = Start(_session);
        IAsyncResult running = shell.BeginInvoke();
        await Eventually.TrueAsync(() => File.Exists(Started) && File.ReadAllText(Started).Length > 1, "the run holds the service", TimeSpan.FromSeconds(30));
        string child = (await File.ReadAllTextAsync(Started, TestContext.Current.CancellationToken)).Trim();

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        Assert.Empty(_system.Backups);
        Assert.False(Directory.Exists($"/proc/{child}"));
        Assert.True(File.Exists(After));
        await TestProgram.RunAsync("flock", "-n", Path.Combine(_system.Repository, "lock"), "true");
    }

    [Fact]
    public void When_the_first_command_fails_nothing_is_copied_and_the_second_runs()
    {
        Hold("echo the reason >&2; exit 3");

        ErrorRecord error = New().TheError;

        Assert.Equal("BackupCommandFailed,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal("backups.before", error.TargetObject);
        Assert.Contains("exit code 3: the reason", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_system.Backups);
        Assert.True(File.Exists(After));
    }

    [Fact]
    public void Services_that_would_not_be_stopped_are_refused_before_anything_is_done()
    {
        string path = Path.Combine(_system.Folder, "sysops.json");
        File.WriteAllText(path, """{ "workspaces": { "path": "workspaces" }, "services": [ { "name": "web", "kind": "Systemd", "unit": "web.service" } ], "backups": { "path": "backups", "stopServices": ["web"] } }""");

        ErrorRecord error = New().TheError;

        Assert.Equal("BackupSettingUnsupported,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidOperation, "backups.stopServices"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("backups.before", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_system.Repository));
    }

    [Fact]
    public void When_the_copying_fails_the_second_command_runs_and_nothing_is_published()
    {
        Hold($"rm '{_system.Database}'");

        Assert.Equal("DatabaseDumpFailed,SysOps.Commands.NewSystemBackupCommand", New().TheError.FullyQualifiedErrorId);

        Assert.Empty(_system.Backups);
        Assert.True(File.Exists(After));
    }

    [Fact]
    public void When_the_second_command_fails_the_backup_stands_and_warns()
    {
        _system.Configure(new { provider = "Sqlite", connectionString = "Data Source=app.db" }, new() { ["before"] = new[] { "/bin/true" }, ["after"] = new[] { "/bin/false" } });

        SessionResult result = New().ThrowIfFailed();

        Assert.Equal("Complete", Assert.Single(result.Output).Properties["Status"].Value.ToString());
        Assert.Contains("backups.after ended with exit code 1.", result.Warnings);
    }

    [Fact]
    public void A_command_that_leaves_a_daemon_behind_is_not_waited_for()
    {
        string daemon = Path.Combine(_system.Folder, "daemon");
        Hold("true", $"sleep 300 & echo $! > '{daemon}'");

        New().ThrowIfFailed();

        string id = File.ReadAllText(daemon).Trim();
        Assert.True(Directory.Exists($"/proc/{id}"), "The daemon goes on.");
        System.Diagnostics.Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture)).Kill();
    }

    private void Hold(string before, string? after = null) => _system.Configure(
        new { provider = "Sqlite", connectionString = "Data Source=app.db" },
        new() { ["before"] = new[] { "/bin/sh", "-c", before }, ["after"] = new[] { "/bin/sh", "-c", after ?? $"touch '{After}'" } });

    private SessionResult New() => _session.Run("param($Path) New-SystemBackup -ConfigurationPath $Path", ("Path", _system.Configuration));

    private PowerShell Start(ModuleSession session) => session.Start("param($Path) New-SystemBackup -ConfigurationPath $Path", ("Path", _system.Configuration));
}
