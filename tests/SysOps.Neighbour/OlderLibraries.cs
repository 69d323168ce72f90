using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StackExchange.Redis;

namespace SysOps.Neighbour;

/// <summary>The libraries as this process has them, at work: what is loaded before SysOps is, and must go on after it.</summary>
internal sealed class OlderLibraries
{
    private readonly string _postgreSql;
    private readonly string _redis;

    public OlderLibraries(string postgreSql, string redis)
    {
        _postgreSql = postgreSql;
        _redis = redis;
    }

    public static IReadOnlyList<Assembly> Assemblies { get; } = [typeof(NpgsqlConnection).Assembly, typeof(ConnectionMultiplexer).Assembly, typeof(ILogger).Assembly];

    /// <summary>Asks both servers something, with a logger at hand; gives the answers.</summary>
    public async Task<string> UseAsync()
    {
        await using NpgsqlDataSource source = new NpgsqlDataSourceBuilder(_postgreSql).UseLoggerFactory(NullLoggerFactory.Instance).Build();
        await using NpgsqlCommand command = source.CreateCommand("SELECT 42");
        object? answer = await command.ExecuteScalarAsync().ConfigureAwait(false);
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(_redis).ConfigureAwait(false);
        TimeSpan ping = await redis.GetDatabase().PingAsync().ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{answer} {(ping > TimeSpan.Zero ? "pong" : "nothing")}");
    }
}
