using System.Globalization;
using System.Text.Json;
using Npgsql;
using SysOps.Testing.Network;

namespace SysOps.Testing.Servers;

/// <summary>A whole system that is real, and its sysops.json: PostgreSQL, Redis, an HTTP endpoint, a process, a heartbeat, a queue, this machine.</summary>
public sealed class DemoSystem : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AnsweringServer _endpoint = new(AnsweringServer.Answer(200, """{"status":"ready"}"""));

    private DemoSystem()
    {
    }

    /// <summary>The path of its sysops.json.</summary>
    public string Configuration { get; private set; } = "";

    public string EndpointUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_endpoint.Port}/ready");

    public string HeartbeatFile => Path.Combine(_folder.Path, "worker.beat");

    /// <param name="servers">Where its database and its cache are.</param>
    /// <param name="withRefusedAddress">Adds the component <c>refused</c>, an address that nothing listens on. Without it all is healthy.</param>
    public static async Task<DemoSystem> CreateAsync(TestServers servers, bool withRefusedAddress = false)
    {
        var system = new DemoSystem();
        PostgreSqlServer database = await servers.PostgreSqlAsync();
        RedisServer cache = await servers.RedisAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        system._folder.Write("database-password", connection.Password ?? "");
        system._folder.Write("process.pid", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}"));
        system._folder.Write("worker.beat", "");
        system.Configuration = system._folder.Write("sysops.json", JsonSerializer.Serialize(new
        {
            name = "demo",
            database = new
            {
                provider = "PostgreSql",
                connectionString = $"Host={connection.Host};Port={connection.Port};Database={connection.Database};Username={connection.Username}",
                password = new { file = "database-password" },
                healthQuery = "SELECT 1",
            },
            cache = new { connectionString = cache.Address, keyPrefix = "demo:" },
            externalServices = External(system.EndpointUrl, withRefusedAddress),
            services = new object[]
            {
                new { name = "process", kind = "Process", pidFile = "process.pid" },
                new { name = "worker", kind = "Heartbeat", heartbeat = new { file = "worker.beat", maxAge = "1h" } },
                new { name = "queue", kind = "Process", pidFile = "process.pid", queue = new { key = "demo:queue" } },
            },
        }));
        return system;
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _folder.Dispose();
    }

    private static object[] External(string url, bool withRefusedAddress)
    {
        object endpoint = new { name = "endpoint", kind = "Http", url, expectStatus = new[] { 200 } };
        return withRefusedAddress ? [endpoint, new { name = "refused", kind = "Tcp", address = $"127.0.0.1:{FreePort.Find()}" }] : [endpoint];
    }
}
