using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace SysOps.Testing.Servers;

/// <summary>A private PostgreSQL cluster, or the one that SYSOPS_TEST_POSTGRES names. Passwords are asked for on TCP, not on the socket.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const int Interrupt = 2;

    private readonly ServerFolder? _folder;
    private readonly IReadOnlyList<string> _settings;
    private ServerProcess? _process;

    private PostgreSqlServer(ServerFolder? folder, IReadOnlyList<string> settings, string connectionString)
    {
        _folder = folder;
        _settings = settings;
        ConnectionString = connectionString;
    }

    /// <summary>Of a superuser.</summary>
    public string ConnectionString { get; }

    public int Port => new NpgsqlConnectionStringBuilder(ConnectionString).Port;

    /// <summary>The folder of the Unix socket; only of a private cluster.</summary>
    public string SocketFolder => _folder?.Path ?? throw new InvalidOperationException("A server of SYSOPS_TEST_POSTGRES has no socket of ours.");

    public string DataFolder => Path.Combine(SocketFolder, "data");

    /// <summary>The server that all tests of a run share.</summary>
    public static async Task<PostgreSqlServer> StartSharedAsync() =>
        Environment.GetEnvironmentVariable("SYSOPS_TEST_POSTGRES") is { Length: > 0 } existing ? new PostgreSqlServer(null, [], existing) : await StartAsync();

    /// <summary>A cluster of its own, for a test that stops it or needs other settings.</summary>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var folder = new ServerFolder();
        string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        string passwordFile = Path.Combine(folder.Path, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        ServerAccount.GiveFolder(passwordFile);
        var builder = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = FreePort.Find(), Username = "tester", Password = password, Database = "postgres", Pooling = false };
        var server = new PostgreSqlServer(folder, settings, builder.ConnectionString);
        await ServerProcess.RunAsync(
            PostgreSqlPrograms.Find("initdb"),
            ["-D", server.DataFolder, "-U", "tester", $"--pwfile={passwordFile}", "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync", "--data-checksums"],
            folder.Path);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A streaming standby of this cluster, made by pg_basebackup.</summary>
    public async Task<PostgreSqlServer> StartStandbyAsync()
    {
        var standby = new PostgreSqlServer(new ServerFolder(), _settings, new NpgsqlConnectionStringBuilder(ConnectionString) { Port = FreePort.Find() }.ConnectionString);
        await ServerProcess.RunAsync(
            PostgreSqlPrograms.Find("pg_basebackup"),
            ["-D", standby.DataFolder, "-h", SocketFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "tester", "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"],
            standby.SocketFolder);
        await standby.StartAgainAsync();
        return standby;
    }

    /// <summary>Writes a file into the data folder that only the server may read.</summary>
    public async Task WriteOwnFileAsync(string name, string content)
    {
        string path = Path.Combine(DataFolder, name);
        await File.WriteAllTextAsync(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ServerAccount.GiveFolder(path);
    }

    /// <summary>Runs a program of PostgreSQL on the data folder of a cluster that is stopped.</summary>
    public Task RunToolAsync(string program, params string[] arguments) => ServerProcess.RunAsync(PostgreSqlPrograms.Find(program), ["-D", DataFolder, .. arguments], SocketFolder);

    /// <summary>Starts the cluster after <see cref="StopAsync"/>.</summary>
    /// <param name="waitUntilReady">False for a server that is to be met before it answers.</param>
    public async Task StartAgainAsync(bool waitUntilReady = true)
    {
        string[] settings =
        [
            string.Create(CultureInfo.InvariantCulture, $"port={Port}"), "listen_addresses=127.0.0.1", $"unix_socket_directories={SocketFolder}",
            "fsync=off", "shared_buffers=16MB", "max_connections=30", "wal_level=logical", "max_prepared_transactions=5", .. _settings,
        ];
        _process = await ServerProcess.StartAsync(PostgreSqlPrograms.Find("postgres"), ["-D", DataFolder, .. settings.SelectMany(setting => new[] { "-c", setting })], SocketFolder, "INT");
        if (waitUntilReady)
        {
            await Eventually.TrueAsync(Answers, $"PostgreSQL starts: {_process.Said}", TimeSpan.FromSeconds(30));
        }
    }

    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(Interrupt);
            _process = null;
        }
    }

    public void Send(int signal) => _process!.Send(signal);

    /// <summary>Waits for the end of a server that was told to stop by a signal.</summary>
    public async Task WaitForEndAsync()
    {
        await _process!.WaitForExitAsync();
        _process = null;
    }

    /// <summary>Runs statements as the superuser.</summary>
    public async Task ExecuteAsync(params string[] statements)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        foreach (string statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task<NpgsqlConnection> OpenAsync(string? database = null)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        builder.Database = database ?? builder.Database;
        var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder?.Dispose();
    }

    private bool Answers()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"PostgreSQL ended at its start: {_process.Said}");
        }

        try
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Timeout = 2 }.ConnectionString);
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
