using BenchmarkDotNet.Attributes;
using StackExchange.Redis;
using SysOps.Testing.Servers;
using SysOps.Testing.Sessions;

namespace SysOps.Benchmarks.Health;

/// <summary>Everything local and healthy: Get-SystemHealth, and a script of the kind that it replaces, in the same engine.</summary>
public class WarmHealth : IAsyncDisposable
{
    private readonly string _script;
    private TestServers _servers = null!;
    private DemoSystem _system = null!;
    private ModuleSession _session = null!;
    private (string Name, object? Value)[] _addresses = [];

    public WarmHealth()
    {
        using var reader = new StreamReader(typeof(WarmHealth).Assembly.GetManifestResourceStream("CommonHealthCheck.ps1")!);
        _script = reader.ReadToEnd();
    }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _servers = new TestServers();
        _system = await DemoSystem.CreateAsync(_servers);
        _session = new ModuleSession();

        // The script calls these libraries by name, as one does that has loaded them: here they are.
        GC.KeepAlive(typeof(ConnectionMultiplexer));
        _addresses =
        [
            ("Database", (await _servers.PostgreSqlAsync()).ConnectionString),
            ("Cache", (await _servers.RedisAsync()).Address),
            ("Url", _system.EndpointUrl),
            ("ProcessId", Environment.ProcessId),
            ("Heartbeat", _system.HeartbeatFile),
        ];
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _system.DisposeAsync();
        await _servers.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "Get-SystemHealth")]
    public int GetSystemHealth() => Run("param($Path) Get-SystemHealth -ConfigurationPath $Path", least: 10, ("Path", _system.Configuration));

    [Benchmark(Description = "common script", Baseline = true)]
    public int CommonScript() => Run(_script, least: 7, _addresses);

    private int Run(string script, int least, params (string Name, object? Value)[] parameters)
    {
        int count = _session.Run(script, parameters).ThrowIfFailed().Output.Count;
        return count >= least ? count : throw new InvalidOperationException($"Only {count} components were looked at.");
    }
}
