namespace SysOps.Testing.Servers;

/// <summary>The servers of one test run: each started when the first test asks for it, stopped at the end.</summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _postgreSql = new(PostgreSqlServer.StartSharedAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartSharedAsync);

    public Task<PostgreSqlServer> PostgreSqlAsync() => _postgreSql.Value;

    public Task<RedisServer> RedisAsync() => _redis.Value;

    public async ValueTask DisposeAsync()
    {
        if (_postgreSql is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _postgreSql.Value).DisposeAsync();
        }

        if (_redis is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _redis.Value).DisposeAsync();
        }
    }
}
