using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace SysOps.Servers.Redis;

/// <summary>One look at the servers of a connection string: connected once, and gone afterwards.</summary>
public sealed class RedisSession : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;

    private RedisSession(ConnectionMultiplexer connection, IReadOnlyList<SysOpsException> silent, IReadOnlyList<EndPoint> idle)
    {
        _connection = connection;
        Idle = [.. idle.Select(RedisTarget.Describe)];
        Silent = silent;
        Servers = [.. connection.GetServers().Where(server => server.IsConnected).OrderByDescending(server => server.EndPoint.Equals(IdentityOf(server))).DistinctBy(IdentityOf)];
    }

    /// <summary>Why servers that were named, or that others told of, do not answer, while others do.</summary>
    public IReadOnlyList<SysOpsException> Silent { get; }

    /// <summary>host:port of those that answer and that no client is led to: the members of a cluster that hold nothing yet.</summary>
    public IReadOnlyList<string> Idle { get; }

    public IDatabase Database => _connection.GetDatabase();

    /// <summary>Those that answer: the named ones, and with a cluster or a sentinel all that belong to it.</summary>
    public IReadOnlyList<IServer> Servers { get; }

    /// <exception cref="SysOpsException">CacheUnavailable, CacheDenied or CacheTimeout: no server can be used, why, and what to do.</exception>
    public static async Task<RedisSession> OpenAsync(RedisTarget target, TimeSpan limit, CancellationToken cancellationToken)
    {
        IReadOnlyList<SysOpsException> silent = target.IsGreeted ? await GreetAsync(target, cancellationToken).ConfigureAwait(false) : [];
        if (silent.Count > 0 && silent.Count == target.EndPoints.Count)
        {
            throw silent[0];
        }

        Task<ConnectionMultiplexer> connecting = ConnectionMultiplexer.ConnectAsync(target.Options(limit));
        try
        {
            ConnectionMultiplexer connection = await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await FindOthersAsync(connection, target, silent, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DisposeLaterAsync(connecting);
            throw;
        }
        catch (Exception exception) when (exception is RedisException or SocketException or TimeoutException or ArgumentException)
        {
            throw RedisErrors.Describe(exception, target.Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The address by which a server is known to the others of its cluster: it may have been named by another.</summary>
    internal static EndPoint IdentityOf(IServer server) => server.ClusterConfiguration?.Origin ?? server.EndPoint;

    // Those that others told of and that the library is not connected to. To a member of a cluster without slots it never connects.
    private static async Task<RedisSession> FindOthersAsync(ConnectionMultiplexer connection, RedisTarget target, IReadOnlyList<SysOpsException> silent, CancellationToken cancellationToken)
    {
        ClusterConfiguration? cluster = connection.GetServers().Select(server => server.ClusterConfiguration).FirstOrDefault(known => known is not null);
        EndPoint[] missing =
        [
            .. connection.GetServers().Where(server => !server.IsConnected).Select(server => server.EndPoint)
                .ExceptBy(silent.Select(known => known.Target), RedisTarget.Describe)
                .Where(endpoint => target.IsGreeted || cluster?[endpoint] is not { IsReplica: false, Slots.Count: 0 }),
        ];
        SysOpsException?[] problems = target.IsGreeted
            ? await Task.WhenAll(missing.Select(endpoint => GreetAsync(endpoint, target, isAlone: false, cancellationToken))).ConfigureAwait(false)
            : [.. missing.Select(endpoint => RedisErrors.Unreachable(RedisTarget.Describe(endpoint)))];
        return new RedisSession(connection, [.. silent, .. problems.OfType<SysOpsException>()], [.. missing.Where((_, index) => problems[index] is null)]);
    }

    private static async Task<IReadOnlyList<SysOpsException>> GreetAsync(RedisTarget target, CancellationToken cancellationToken)
    {
        SysOpsException?[] problems = await Task.WhenAll(target.EndPoints.Select(endpoint => GreetAsync(endpoint, target, target.EndPoints.Count == 1, cancellationToken))).ConfigureAwait(false);
        return [.. problems.OfType<SysOpsException>()];
    }

    // Of several servers one that never speaks must not use up the time of the others.
    private static async Task<SysOpsException?> GreetAsync(EndPoint endpoint, RedisTarget target, bool isAlone, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!isAlone)
        {
            patience.CancelAfter(TimeSpan.FromSeconds(1));
        }

        try
        {
            string answer = await target.GreetAsync(endpoint, patience.Token).ConfigureAwait(false);
            return RedisErrors.FromGreeting(answer, RedisTarget.Describe(endpoint));
        }
        catch (SocketException exception)
        {
            return RedisErrors.Describe(exception, RedisTarget.Describe(endpoint));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return RedisErrors.Describe(new TimeoutException(exception.Message, exception), RedisTarget.Describe(endpoint));
        }
    }

    // The library cannot be told to stop connecting; what it still opens is closed as soon as it is there.
    private static async Task DisposeLaterAsync(Task<ConnectionMultiplexer> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully)
        {
            await (await connecting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}
