using System.Diagnostics;
using System.Globalization;
using SysOps.Health;
using SysOps.Services;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Services;

public sealed class ServiceProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (Process process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_process_is_known_by_its_pid_file_as_long_as_it_lives()
    {
        Process process = Start("sleep", "300");
        string pidFile = _folder.Write("queue.pid", $"{process.Id}\n");

        ComponentHealth alive = await ProbeAsync(new ServiceSettings { Name = "queue", Kind = ServiceKind.Process, PidFile = pidFile });
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        ComponentHealth gone = await ProbeAsync(new ServiceSettings { Name = "queue", Kind = ServiceKind.Process, PidFile = pidFile });

        Assert.Equal(HealthStatus.Healthy, alive.Status);
        var metrics = (ApplicationServiceMetrics)alive.Metrics!;
        Assert.Equal(process.Id, metrics.ProcessId);
        Assert.InRange(metrics.Uptime!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.True(metrics.MemoryBytes > 0);
        Assert.Equal(HealthStatus.Unhealthy, gone.Status);
        Assert.Contains($"process {process.Id} of '{pidFile}' is gone", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pid_file_older_than_its_process_belongs_to_another_program()
    {
        Process process = Start("sleep", "300");
        string pidFile = _folder.Write("queue.pid", process.Id.ToString(CultureInfo.InvariantCulture));
        File.SetLastWriteTimeUtc(pidFile, process.StartTime.ToUniversalTime().AddMinutes(-5));

        ComponentHealth health = await ProbeAsync(new ServiceSettings { Name = "queue", Kind = ServiceKind.Process, PidFile = pidFile });

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("its id belongs to 'sleep' now", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_and_a_senseless_pid_file_are_told_apart()
    {
        ComponentHealth missing = await ProbeAsync(new ServiceSettings { Name = "q", Kind = ServiceKind.Process, PidFile = Path.Combine(_folder.Path, "none.pid") });
        ComponentHealth senseless = await ProbeAsync(new ServiceSettings { Name = "q", Kind = ServiceKind.Process, PidFile = _folder.Write("x.pid", "hello") });

        Assert.Equal(HealthStatus.Unhealthy, missing.Status);
        Assert.Equal(HealthStatus.Unknown, senseless.Status);
        Assert.Contains("holds no process id", senseless.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_is_known_by_its_name()
    {
        string program = Path.Combine(_folder.Path, "sysops-idler");
        File.Copy("/bin/sleep", program);
        Start(program, "300");

        ComponentHealth health = await ProbeAsync(new ServiceSettings { Name = "idler", Kind = ServiceKind.Process, ProcessName = "sysops-idler" });
        ComponentHealth none = await ProbeAsync(new ServiceSettings { Name = "idler", Kind = ServiceKind.Process, ProcessName = "sysops-no-such" });

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(HealthStatus.Unhealthy, none.Status);
    }

    [Fact]
    public async Task A_zombie_does_not_count_as_running()
    {
        // A shell that is replaced by sleep never asks for the exit code of its child.
        Process parent = Start("sh", "-c", "sleep 0 & echo $! > \"$0\"; exec sleep 300", Path.Combine(_folder.Path, "zombie.pid"));
        string pidFile = Path.Combine(_folder.Path, "zombie.pid");
        await Eventually.TrueAsync(() => File.Exists(pidFile) && int.TryParse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture, out int child) && File.ReadAllText($"/proc/{child}/stat").Contains(") Z", StringComparison.Ordinal), "the child is a zombie");

        ComponentHealth health = await ProbeAsync(new ServiceSettings { Name = "z", Kind = ServiceKind.Process, PidFile = pidFile });

        Assert.False(parent.HasExited);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("zombie", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_file_must_be_young_enough()
    {
        string beat = _folder.Write("indexer.beat", "");
        var settings = new ServiceSettings { Name = "indexer", Kind = ServiceKind.Heartbeat, Heartbeat = new HeartbeatSettings { File = beat, MaxAge = TimeSpan.FromMinutes(5) } };

        ComponentHealth young = await ProbeAsync(settings);
        File.SetLastWriteTimeUtc(beat, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-6));
        ComponentHealth old = await ProbeAsync(settings);
        File.SetLastWriteTimeUtc(beat, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
        ComponentHealth future = await ProbeAsync(settings);
        File.Delete(beat);
        ComponentHealth never = await ProbeAsync(settings);

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unknown, HealthStatus.Unhealthy], [young.Status, old.Status, future.Status, never.Status]);
        Assert.Contains("at most 5m 0s are allowed", old.Message, StringComparison.Ordinal);
        Assert.Contains("a clock is wrong", future.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LoadState=loaded\nActiveState=active\nSubState=running\nMainPID=1\nNRestarts=2\nResult=success\n", HealthStatus.Healthy, "active (running)")]
    [InlineData("LoadState=loaded\nActiveState=active\nSubState=exited\nMainPID=0\nNRestarts=0\nResult=success\n", HealthStatus.Healthy, "active (exited)")]
    [InlineData("LoadState=loaded\nActiveState=failed\nSubState=failed\nMainPID=0\nNRestarts=5\nResult=exit-code\n", HealthStatus.Unhealthy, "last result: exit-code")]
    [InlineData("LoadState=not-found\nActiveState=inactive\nSubState=dead\nMainPID=0\nNRestarts=0\nResult=success\n", HealthStatus.Unhealthy, "there is no unit")]
    public async Task A_units_state_is_read_from_what_systemctl_shows(string output, HealthStatus expected, string message)
    {
        // A systemctl of the test's own on the PATH of this process: what systemd itself would say, captured.
        string program = _folder.Write("systemctl", $"#!/bin/sh\ncat <<'END'\n{output}END\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string? before = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}:{before}");
        try
        {
            ComponentHealth health = await ProbeAsync(new ServiceSettings { Name = "indexer", Kind = ServiceKind.Systemd, Unit = "indexer.service" });

            Assert.Equal(expected, health.Status);
            Assert.Contains(message, health.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", before);
        }
    }

    private static Task<ComponentHealth> ProbeAsync(ServiceSettings service) =>
        Probing.RunAsync(new ServiceProbe(service, new SystemSettings { Name = "test" }));

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }
}
