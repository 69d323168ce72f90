using System.Globalization;
using StackExchange.Redis;

namespace SysOps.Testing.Servers;

/// <summary>A private redis-server, or the one that SYSOPS_TEST_REDIS names.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly ServerFolder? _folder;
    private readonly IReadOnlyList<string> _settings;
    private ServerProcess? _process;

    private RedisServer(ServerFolder? folder, IReadOnlyList<string> settings, string address, string? password = null)
    {
        _folder = folder;
        _settings = settings;
        Address = address;
        Password = password;
    }

    /// <summary>host:port.</summary>
    public string Address { get; }

    public string? Password { get; }

    public int Port => int.Parse(Address.Split(':')[^1], CultureInfo.InvariantCulture);

    public string Folder => _folder?.Path ?? throw new InvalidOperationException("A server of SYSOPS_TEST_REDIS has no folder of ours.");

    public static async Task<RedisServer> StartSharedAsync() =>
        Environment.GetEnvironmentVariable("SYSOPS_TEST_REDIS") is { Length: > 0 } existing ? new RedisServer(null, [], existing) : await StartAsync();

    /// <summary>A server of its own, with lines of redis.conf; a line <c>requirepass</c> is known as the password.</summary>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(new ServerFolder(), settings, Local(FreePort.Find()), settings.FirstOrDefault(line => line.StartsWith("requirepass ", StringComparison.Ordinal))?["requirepass ".Length..]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A server that is to join a cluster.</summary>
    public static async Task<RedisServer> StartForClusterAsync()
    {
        var server = new RedisServer(new ServerFolder(), ["cluster-enabled yes", "cluster-node-timeout 1000"], Local(FreePort.FindForCluster()));
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A sentinel that watches over a primary named "main".</summary>
    public static async Task<RedisServer> StartSentinelAsync(RedisServer primary)
    {
        var sentinel = new RedisServer(new ServerFolder(), [string.Create(CultureInfo.InvariantCulture, $"sentinel monitor main 127.0.0.1 {primary.Port} 1")], Local(FreePort.Find()));
        await sentinel.StartAgainAsync();
        return sentinel;
    }

    /// <param name="waitUntilReady">False for a server that is to be met while it loads.</param>
    public async Task StartAgainAsync(bool waitUntilReady = true)
    {
        string configuration = Path.Combine(Folder, "redis.conf");
        await File.WriteAllLinesAsync(configuration, ["bind 127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"port {Port}"), "save \"\"", $"dir {Folder}", "enable-protected-configs yes", "repl-diskless-sync-delay 0", .. _settings]);
        ServerAccount.GiveFolder(configuration);
        bool isSentinel = _settings.Any(line => line.StartsWith("sentinel ", StringComparison.Ordinal));
        _process = await ServerProcess.StartAsync(Program(), isSentinel ? [configuration, "--sentinel"] : [configuration], Folder);
        if (waitUntilReady)
        {
            await Eventually.TrueAsync(() => _process.Said.Contains(isSentinel ? "+monitor" : "Ready to accept connections", StringComparison.Ordinal), $"Redis starts: {_process.Said}", TimeSpan.FromSeconds(30));
        }
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(Terminate);
            _process = null;
        }
    }

    public void Send(int signal) => _process!.Send(signal);

    /// <summary>An administrator's connection, for preparing a test.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync(new ConfigurationOptions { EndPoints = { Address }, Password = Password, AllowAdmin = true, TieBreaker = "" });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder?.Dispose();
    }

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private static string Program() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/bin").Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("The tests need redis-server: apt-get install redis-server, or './build.ps1 Prerequisites'; or set SYSOPS_TEST_REDIS.");
}
