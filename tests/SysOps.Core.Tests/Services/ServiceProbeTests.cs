using System.Diagnostics;
using System.Globalization;
using SysOps.Health;
using SysOps.Services;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Network;

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
        Assert.Contains($"process {process.Id} of '{pidFile}' is 'sleep' now, started after the file was written", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_under_another_name_than_the_configured_one_is_not_the_service()
    {
        Process process = Start("sleep", "300");
        string pidFile = _folder.Write("queue.pid", process.Id.ToString(CultureInfo.InvariantCulture));

        ComponentHealth same = await ProbeAsync(new ServiceSettings { Name = "queue", Kind = ServiceKind.Process, PidFile = pidFile, ProcessName = "sleep" });
        ComponentHealth other = await ProbeAsync(new ServiceSettings { Name = "queue", Kind = ServiceKind.Process, PidFile = pidFile, ProcessName = "queue" });

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Unhealthy], [same.Status, other.Status]);
        Assert.Contains("is 'sleep' now, started under another name", other.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    [InlineData("12 34")]
    public async Task A_pid_file_without_the_id_of_a_process_leaves_the_service_unknown(string text)
    {
        ComponentHealth health = await ProbeAsync(new ServiceSettings { Name = "q", Kind = ServiceKind.Process, PidFile = _folder.Write("x.pid", text) });
        Assert.Equal(HealthStatus.Unknown, health.Status);
    }

    [Fact]
    public async Task A_sign_of_life_that_cannot_be_read_leaves_the_service_unknown()
    {
        // A folder in the file's place, or a name too long for any file, is what even root cannot read.
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "folder")).FullName;
        ComponentHealth process = await ProbeAsync(new ServiceSettings { Name = "q", Kind = ServiceKind.Process, PidFile = folder });
        ComponentHealth beat = await ProbeAsync(new ServiceSettings { Name = "q", Kind = ServiceKind.Heartbeat, Heartbeat = new HeartbeatSettings { File = Path.Combine(_folder.Path, new string('x', 300)), MaxAge = TimeSpan.FromMinutes(1) } });

        Assert.Equal([HealthStatus.Unknown, HealthStatus.Unknown], [process.Status, beat.Status]);
        Assert.Contains($"'{folder}' cannot be read", process.Message, StringComparison.Ordinal);
        Assert.Contains("Let the user who runs SysOps read it", beat.Message, StringComparison.Ordinal);
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
    [InlineData("LoadState=loaded\nActiveState=activating\nSubState=auto-restart\nMainPID=0\nNRestarts=7\nResult=signal\n", HealthStatus.Unhealthy, "last result: signal")]
    [InlineData("LoadState=masked\nActiveState=inactive\nSubState=dead\nMainPID=0\nNRestarts=0\nResult=success\n", HealthStatus.Unhealthy, "is inactive (dead), and it is masked")]
    [InlineData("LoadState=loaded\nActiveState=active\nSubState=running\nResult=success\n\nLoadState=loaded\nActiveState=failed\nSubState=failed\nResult=signal\n", HealthStatus.Healthy, "active (running)")]
    [InlineData("LoadState=not-found\nActiveState=inactive\nSubState=dead\nMainPID=0\nNRestarts=0\nResult=success\n", HealthStatus.Unhealthy, "there is no unit")]
    public async Task A_units_state_is_read_from_what_systemctl_shows(string output, HealthStatus expected, string message)
    {
        // A systemctl of the test's own on the PATH of this process: what systemd itself would say, captured.
        ComponentHealth health = await WithSystemctlAsync($"cat <<'END'\n{output}END\n", "indexer.service");

        Assert.Equal(expected, health.Status);
        Assert.Contains(message, health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_units_name_is_one_argument_whatever_is_in_it()
    {
        string seen = Path.Combine(_folder.Path, "seen");
        await WithSystemctlAsync($"for argument; do echo \"<$argument>\"; done > '{seen}'", "--help; touch x $(id) 'a");

        Assert.Equal(["<show>", "<--property=LoadState,ActiveState,SubState,MainPID,NRestarts,Result>", "<--no-pager>", "<-->", "<--help; touch x $(id) 'a>"], await File.ReadAllLinesAsync(seen, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_systemctl_or_without_systemd_a_unit_is_unknown()
    {
        ComponentHealth missing = await WithPathAsync("/no/such/folder", "indexer.service");
        ComponentHealth notBooted = await WithSystemctlAsync("echo 'System has not been booted with systemd as init system (PID 1). Cannot operate.' >&2; exit 1", "indexer.service");

        Assert.Equal([HealthStatus.Unknown, HealthStatus.Unknown], [missing.Status, notBooted.Status]);
        Assert.Equal("there is no systemctl on this machine", missing.Message);
        Assert.Contains("systemctl says: System has not been booted with systemd", notBooted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_systemctl_that_hangs_is_ended_with_the_time_limit()
    {
        string seen = Path.Combine(_folder.Path, "pid");
        ComponentHealth health = await WithSystemctlAsync($"echo $$ > '{seen}'; exec sleep 300", "indexer.service", TimeSpan.FromMilliseconds(500));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.StartsWith("No answer within 0.5 s while asking whether it runs", health.Error, StringComparison.Ordinal);
        int processId = int.Parse(await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{processId}") || File.ReadAllText($"/proc/{processId}/stat").Contains(") Z", StringComparison.Ordinal), "the process is ended");
    }

    [Fact]
    public async Task An_endpoint_that_answers_is_a_running_service_and_one_that_does_not_is_none()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200));
        await using var failing = new AnsweringServer(AnsweringServer.Answer(503));
        ServiceSettings settings = new() { Name = "api", Kind = ServiceKind.Http };

        ComponentHealth running = await ProbeAsync(settings with { Url = new SensitiveText($"http://127.0.0.1:{server.Port}/healthz") });
        ComponentHealth broken = await ProbeAsync(settings with { Url = new SensitiveText($"http://127.0.0.1:{failing.Port}/healthz") });
        ComponentHealth stopped = await ProbeAsync(settings with { Url = new SensitiveText($"http://127.0.0.1:{Testing.Servers.FreePort.Find()}/healthz") });

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy], [running.Status, broken.Status, stopped.Status]);
        Assert.NotNull(running.Latency);
        Assert.Contains("answered 503", broken.Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens there", stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_runs_and_does_not_beat_is_unhealthy()
    {
        Process process = Start("sleep", "300");
        var settings = new ServiceSettings
        {
            Name = "indexer",
            Kind = ServiceKind.Process,
            PidFile = _folder.Write("indexer.pid", process.Id.ToString(CultureInfo.InvariantCulture)),
            Heartbeat = new HeartbeatSettings { File = Path.Combine(_folder.Path, "indexer.beat"), MaxAge = TimeSpan.FromMinutes(5) },
        };

        ComponentHealth health = await ProbeAsync(settings);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal(HealthStatus.Healthy, health.Check("running").Status);
        Assert.Equal("heartbeat", Assert.Single(health.Alerts).Type);
    }

    [Theory]
    [InlineData(1735689600L)]
    [InlineData(1735689600.0)]
    [InlineData("1735689600")]
    [InlineData("2025-01-01 00:00:00")]
    [InlineData("2025-01-01T01:00:00+01:00")]
    public void A_beat_is_read_whatever_form_its_time_has(object value) =>
        Assert.Equal(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), Heartbeat.TimeOf(value));

    [Theory]
    [InlineData(1735689600000L)]
    [InlineData(-1L)]
    [InlineData(double.NaN)]
    [InlineData("soon")]
    [InlineData(true)]
    public void What_is_no_time_is_refused(object value) =>
        Assert.Equal(ErrorCatalogue.ServiceSettingInvalid, Assert.Throws<SysOpsException>(() => Heartbeat.TimeOf(value)).Id);

    private static Task<ComponentHealth> ProbeAsync(ServiceSettings service) =>
        Probing.RunAsync(new ServiceProbe(service, new SystemSettings { Name = "test" }));

    private Task<ComponentHealth> WithSystemctlAsync(string script, string unit, TimeSpan? timeout = null)
    {
        string program = _folder.Write("systemctl", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return WithPathAsync($"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}", unit, timeout);
    }

    private static async Task<ComponentHealth> WithPathAsync(string path, string unit, TimeSpan? timeout = null)
    {
        string? before = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", path);
        try
        {
            return await Probing.RunAsync(new ServiceProbe(new ServiceSettings { Name = "indexer", Kind = ServiceKind.Systemd, Unit = unit }, new SystemSettings { Name = "test" }), timeout);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", before);
        }
    }

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
