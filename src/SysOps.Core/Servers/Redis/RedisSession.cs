using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace SysOps.Servers.Redis;

/// <summary>One look at the servers of a connection string: connected once, and gone afterwards.</summary>
public sealed class RedisSession : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;

    private RedisSession(ConnectionMultiplexer connection, IReadOnlyList<SysOpsException> silent)
    {
        _connection = connection;
        Silent = silent;
    }

    /// <summary>Why named servers do not answer, while others do.</summary>
    public IReadOnlyList<SysOpsException> Silent { get; }

    public IDatabase Database => _connection.GetDatabase();

    public IReadOnlyList<IServer> Servers => _connection.GetServers();

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
            return new RedisSession(await connecting.WaitAsync(cancellationToken).ConfigureAwait(false), silent);
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

    private static async Task<IReadOnlyList<SysOpsException>> GreetAsync(RedisTarget target, CancellationToken cancellationToken)
    {
        SysOpsException?[] problems = await Task.WhenAll(target.EndPoints.Select(endpoint => GreetAsync(endpoint, target.EndPoints.Count > 1, cancellationToken))).ConfigureAwait(false);
        return [.. problems.OfType<SysOpsException>()];
    }

    // Of several servers one that never speaks must not use up the time of the others.
    private static async Task<SysOpsException?> GreetAsync(EndPoint endpoint, bool isOneOfMany, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (isOneOfMany)
        {
            patience.CancelAfter(TimeSpan.FromSeconds(1));
        }

        try
        {
            await RedisGreeting.WaitAsync(endpoint, patience.Token).ConfigureAwait(false);
            return null;
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
