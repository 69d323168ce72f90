using System.Net;
using StackExchange.Redis;
using SysOps.Servers.Redis;
using SysOps.Settings;

namespace SysOps.Health.Caches;

/// <summary>Writes, reads and deletes a key of its own below the configured prefix; should all else fail, the key expires by itself.</summary>
internal static class WriteProbe
{
    // Even the owner of a single one of the 16384 slots is found among so many tags, all but certainly.
    private const int MostTags = 100_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>How long it took.</summary>
    /// <exception cref="SysOpsException">Why the server refuses it.</exception>
    public static async Task<TimeSpan> RunAsync(RedisSession session, IServer server, CacheSettings settings, ProbeContext context, CancellationToken cancellationToken)
    {
        RedisKey key = KeyOn(server, $"{settings.KeyPrefix}sysops:probe:{Guid.NewGuid():N}");
        string value = Guid.NewGuid().ToString("N");
        IDatabase database = session.Database;
        long started = context.Clock.GetTimestamp();
        bool written = false;
        try
        {
            written = await database.StringSetAsync(key, value, Lifetime, When.NotExists).WaitAsync(cancellationToken).ConfigureAwait(false);
            RedisValue read = await database.StringGetAsync(key).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!written || read != value)
            {
                throw new SysOpsException(ErrorCatalogue.CacheUnavailable, $"{RedisTarget.Describe(server.EndPoint)} did not give back what was written to it.", "Look for a proxy in between, and for an eviction policy with too little memory.");
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw RedisErrors.Describe(exception, RedisTarget.Describe(server.EndPoint));
        }
        finally
        {
            if (written)
            {
                await DeleteAsync(database, key).ConfigureAwait(false);
            }
        }

        return context.Clock.GetElapsedTime(started);
    }

    // Deleting is waited for, cancelled or not; the library's own limit bounds it, and the key expires anyway.
    private static async Task DeleteAsync(IDatabase database, RedisKey key) =>
        await ((Task)database.KeyDeleteAsync(key)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // In a cluster each key belongs to one primary: a tag is looked for that leads to this one.
    private static RedisKey KeyOn(IServer server, string key)
    {
        if (server.ClusterConfiguration is not { } cluster)
        {
            return key;
        }

        EndPoint identity = RedisSession.IdentityOf(server);
        for (int tag = 0; ; tag++)
        {
            RedisKey tagged = $"{key}:{{{tag}}}";
            if (tag >= MostTags || Equals(cluster.GetBySlot(tagged)?.EndPoint, identity))
            {
                return tagged;
            }
        }
    }
}
