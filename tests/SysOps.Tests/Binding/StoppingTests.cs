using System.Diagnostics;
using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Network;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Binding;

public sealed class StoppingTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SilentListener _listener = new();
    private readonly ModuleSession _session = new();
    private string _configuration = "";

    public ValueTask InitializeAsync()
    {
        _configuration = _folder.Write("sysops.json", $$"""{ "database": { "connectionString": "Host=127.0.0.1;Port={{_listener.Port}};Username=nobody;Database=none", "timeout": "60s" } }""");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _listener.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Stop_from_another_thread_ends_the_work_with_its_finally_blocks_twenty_times_in_a_row()
    {
        for (int round = 1; round <= 20; round++)
        {
            using PowerShell shell = _session.Start("param($Path) Get-SystemHealth -ConfigurationPath $Path -Name database", ("Path", _configuration));
            IAsyncResult running = shell.BeginInvoke();
            await Eventually.TrueAsync(() => _listener.Taken == round, "the probe connects");

            var watch = Stopwatch.StartNew();
            shell.Stop();

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"Stop took {watch.Elapsed}.");
            Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
            Assert.Empty(shell.Streams.Error);
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            await Eventually.TrueAsync(() => _listener.Open == 0, "the connection is closed");
        }
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_the_probes_that_still_run_twenty_times_in_a_row()
    {
        string configuration = _folder.Write("late.json", $$"""{ "externalServices": [ { "name": "never", "url": "http://127.0.0.1:{{_listener.Port}}/", "timeout": "60s" } ] }""");
        for (int round = 1; round <= 20; round++)
        {
            // The first component is there at once; it is taken only when the probe of the other has connected.
            var watch = Stopwatch.StartNew();
            SessionResult result = _session.Run(
                "param($Path, $Connected) do { Get-SystemHealth -ConfigurationPath $Path -Name cache, never | ForEach-Object { $Connected.WaitOne(10000); $_.Name; break } } while ($false)",
                ("Path", configuration),
                ("Connected", Connected(round)));

            Assert.Equal([true, "cache"], result.Output.Select(item => item.BaseObject));
            Assert.Empty(result.Errors);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"Breaking off took {watch.Elapsed}.");
            await Eventually.TrueAsync(() => _listener.Open == 0, "no connection is left");
        }
    }

    [Fact]
    public async Task A_message_that_is_to_stop_the_command_ends_the_probes_that_still_run_twenty_times_in_a_row()
    {
        for (int round = 1; round <= 20; round++)
        {
            // The debug message of the quick component throws on the pipeline thread while the other is still at it.
            var watch = Stopwatch.StartNew();
            SessionResult result = _session.Run(
                "param($Path) $DebugPreference = 'Stop'; Get-SystemHealth -ConfigurationPath $Path -Name database, cache", ("Path", _configuration));

            Assert.Equal("ActionPreferenceStop,SysOps.Commands.GetSystemHealthCommand", result.TheError.FullyQualifiedErrorId);
            Assert.Empty(result.Output);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"Stopping took {watch.Elapsed}.");
            await Eventually.TrueAsync(() => _listener.Open == 0, "no connection is left");
        }
    }

    [Fact]
    public void An_error_that_is_to_stop_the_command_does_so_before_anything_is_probed()
    {
        SessionResult result = _session.Run("param($Path) Get-SystemHealth -ConfigurationPath $Path -Name memroy, database -ErrorAction Stop", ("Path", _configuration));

        Assert.Equal("ComponentNotFound,SysOps.Commands.GetSystemHealthCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Equal("memroy", result.TheError.TargetObject);
        Assert.Empty(result.Output);
        Assert.Equal(0, _listener.Taken);
    }

    // Signalled when the probe of this round has its connection.
    private ManualResetEvent Connected(int round)
    {
        var connected = new ManualResetEvent(false);
        _ = Eventually.TrueAsync(() => _listener.Taken == round, "the probe connects").ContinueWith(_ => connected.Set(), TaskScheduler.Default);
        return connected;
    }
}
