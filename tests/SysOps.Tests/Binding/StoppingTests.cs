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
        for (int round = 1; round <= 20; round++)
        {
            // Resources come after the database; a wildcard on the summary would wait, so the order is turned by two runs in one pipeline.
            var watch = Stopwatch.StartNew();
            SessionResult result = _session.Run(
                "param($Path) do { & { 'first'; Get-SystemHealth -ConfigurationPath $Path -Name database, cpu } | ForEach-Object { $_; break } } while ($false)", ("Path", _configuration));

            Assert.Equal("first", Assert.Single(result.Output).BaseObject);
            Assert.Empty(result.Errors);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"Breaking off took {watch.Elapsed}.");
            await Eventually.TrueAsync(() => _listener.Open == 0, "no connection is left");
        }
    }
}
