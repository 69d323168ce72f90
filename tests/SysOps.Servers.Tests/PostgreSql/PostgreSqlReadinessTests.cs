using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Testing;
using SysOps.Testing.Network;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>Servers that are there and let nobody in, for now or for want of something.</summary>
public sealed class PostgreSqlReadinessTests(PostgreSqlReadinessTests.Cluster cluster) : IClassFixture<PostgreSqlReadinessTests.Cluster>
{
    private const int SmartShutdown = 15;

    private readonly PostgreSqlServer _server = cluster.Server;

    [Fact]
    public async Task Reserved_connections_keep_users_out_and_let_an_administrator_see_it()
    {
        await using Role role = await Role.CreateAsync(_server);
        List<NpgsqlConnection> taken = [];
        try
        {
            for (int count = 0; count < 3; count++)
            {
                taken.Add(new NpgsqlConnection(role.ConnectionString));
                await taken[^1].OpenAsync(TestContext.Current.CancellationToken);
            }

            ComponentHealth user = await ProbeAsync(role.ConnectionString);
            ComponentHealth administrator = await ProbeAsync(_server.ConnectionString);

            Assert.Equal(HealthStatus.Unhealthy, user.Status);
            Assert.Contains("takes no more connections: remaining connection slots are reserved", user.Error, StringComparison.Ordinal);
            Assert.Equal(HealthStatus.Unhealthy, administrator.Check("connections.used").Status);
            Assert.Equal("4 of 5 connections in use; 2 are reserved", administrator.Check("connections.used").Message);
            Assert.Equal(100, administrator.Check("connections.used").Value);
            Assert.Equal(95, administrator.Check("connections.used").ExceededLimit);
        }
        finally
        {
            foreach (NpgsqlConnection connection in taken)
            {
                await connection.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_server_that_starts_up_says_so()
    {
        await _server.StopAsync();
        string signal = Path.Combine(_server.DataFolder, "recovery.signal");
        string settings = Path.Combine(_server.DataFolder, "postgresql.auto.conf");
        await File.WriteAllTextAsync(signal, "", TestContext.Current.CancellationToken);

        // Recovery waits for a file that is long in coming.
        await File.AppendAllTextAsync(settings, "restore_command = 'sleep 60; false'\n", TestContext.Current.CancellationToken);
        try
        {
            await _server.StartAgainAsync(waitUntilReady: false);
            ComponentHealth health = await Looking.UntilAsync(() => ProbeAsync(_server.ConnectionString), found => found.Error?.Contains("nothing listens", StringComparison.Ordinal) is not true);

            Assert.Equal(HealthStatus.Unhealthy, health.Status);
            Assert.Contains("is not ready: the database system is starting up. It is starting, recovering or shutting down; see its log.", health.Error, StringComparison.Ordinal);
        }
        finally
        {
            await _server.StopAsync();
            File.Delete(signal);
            await File.WriteAllTextAsync(settings, "", CancellationToken.None);
            await _server.StartAgainAsync();
        }
    }

    [Fact]
    public async Task A_server_that_shuts_down_says_so()
    {
        await using (NpgsqlConnection last = await _server.OpenAsync())
        {
            _server.Send(SmartShutdown);

            ComponentHealth health = await Looking.UntilAsync(() => ProbeAsync(_server.ConnectionString), found => found.Error is not null);

            Assert.Equal(HealthStatus.Unhealthy, health.Status);
            Assert.Contains("is not ready: the database system is shutting down", health.Error, StringComparison.Ordinal);
        }

        await _server.WaitForEndAsync();
        await _server.StartAgainAsync();
    }

    [Fact]
    public async Task A_server_that_wants_tls_says_so_and_one_whose_certificate_nobody_trusts_too()
    {
        using var authority = new TestAuthority();
        using X509Certificate2 certificate = authority.Issue(30);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        await using Role role = await Role.CreateAsync(_server);
        string access = Path.Combine(_server.DataFolder, "pg_hba.conf");
        string before = await File.ReadAllTextAsync(access, TestContext.Current.CancellationToken);
        string root = Path.Combine(_server.SocketFolder, "root.crt");
        await File.WriteAllTextAsync(root, authority.Pem, TestContext.Current.CancellationToken);
        await _server.WriteOwnFileAsync("server.crt", certificate.ExportCertificatePem());
        await _server.WriteOwnFileAsync("server.key", key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(access, $"hostssl all {role.Name} 127.0.0.1/32 scram-sha-256\nhostnossl all {role.Name} 127.0.0.1/32 reject\n{before}", TestContext.Current.CancellationToken);
        await _server.ExecuteAsync("ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
        try
        {
            ComponentHealth plain = await Looking.UntilAsync(() => ProbeAsync(role.ConnectionString + ";SSL Mode=Disable"), found => found.Error is not null);
            ComponentHealth untrusted = await Looking.UntilAsync(() => ProbeAsync(role.ConnectionString + ";SSL Mode=VerifyFull"), found => found.Error?.Contains("does not speak TLS", StringComparison.Ordinal) is not true);
            ComponentHealth trusted = await ProbeAsync($"{role.ConnectionString};SSL Mode=VerifyFull;Root Certificate={root}");

            Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Healthy], [plain.Status, untrusted.Status, trusted.Status]);
            Assert.Contains("It may want TLS: SSL Mode=Require", plain.Error, StringComparison.Ordinal);
            Assert.Contains("TLS with", untrusted.Error, StringComparison.Ordinal);
            Assert.Contains("Root Certificate", untrusted.Error, StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(access, before, CancellationToken.None);
            await _server.ExecuteAsync("ALTER SYSTEM RESET ssl", "SELECT pg_reload_conf()");
        }
    }

    private static Task<ComponentHealth> ProbeAsync(string connectionString) => Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(connectionString)));

    public sealed class Cluster : IAsyncLifetime
    {
        public PostgreSqlServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await PostgreSqlServer.StartAsync("max_connections=5", "superuser_reserved_connections=2");

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
