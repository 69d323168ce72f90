using System.Security.Cryptography;
using Npgsql;
using SysOps.Servers.PostgreSql;
using SysOps.Settings;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A database and a role that owns it, both gone after the test, whatever it made of them.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;

    private TestDatabase(PostgreSqlServer server, string name, string owner)
    {
        _server = server;
        Name = name;
        Owner = owner;
    }

    public string Name { get; }

    public string Owner { get; }

    public PostgreSqlServer Server => _server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = Name }.ConnectionString;

    public static async Task<TestDatabase> CreateAsync(PostgreSqlServer server, string options = "")
    {
        string suffix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var database = new TestDatabase(server, $"Shop {suffix}", $"Owner {suffix}");
        await server.ExecuteAsync($"CREATE ROLE \"{database.Owner}\"", $"CREATE DATABASE \"{database.Name}\" OWNER \"{database.Owner}\" {options}");
        return database;
    }

    public async Task ExecuteAsync(params string[] statements)
    {
        await using NpgsqlConnection connection = await _server.OpenAsync(Name);
        foreach (string statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task<T> ScalarAsync<T>(string sql, string? database = null)
    {
        await using NpgsqlConnection connection = await _server.OpenAsync(database ?? Name);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<PinnedServer> PinAsync(string? connectionString = null) =>
        PinnedServer.FindAsync(new DatabaseSettings { ConnectionString = new SensitiveText(connectionString ?? ConnectionString), BaseFolder = "/" }, new SecretResolver(new Redactor()), TestContext.Current.CancellationToken);

    /// <summary>Every database whose name or comment speaks of this one: itself, scratch ones, those kept from before.</summary>
    public async Task<IReadOnlyList<string>> RelativesAsync()
    {
        await using NpgsqlConnection connection = await _server.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT datname FROM pg_database WHERE strpos(datname, $1) > 0 ORDER BY 1", connection) { Parameters = { new NpgsqlParameter { Value = Name } } };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string database in await RelativesAsync())
        {
            await _server.ExecuteAsync($"ALTER DATABASE \"{database}\" IS_TEMPLATE false", $"DROP DATABASE \"{database}\" WITH (FORCE)");
        }

        await _server.ExecuteAsync($"DROP ROLE IF EXISTS \"{Owner}\"");
    }
}
