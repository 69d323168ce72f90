using System.Security.Cryptography;
using Npgsql;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>A user with no rights but to log in, for one test.</summary>
internal sealed class Role : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;

    private Role(PostgreSqlServer server, string name, string connectionString)
    {
        _server = server;
        Name = name;
        ConnectionString = connectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<Role> CreateAsync(PostgreSqlServer server, string options = "")
    {
        string name = $"role_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
        await server.ExecuteAsync($"CREATE ROLE {name} LOGIN PASSWORD '{password}' {options}");
        return new Role(server, name, new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = name, Password = password }.ConnectionString);
    }

    public async ValueTask DisposeAsync() => await _server.ExecuteAsync($"DROP OWNED BY {Name}", $"DROP ROLE {Name}");
}
