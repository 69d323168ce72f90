using StackExchange.Redis;
using SysOps.Settings;

namespace SysOps.Servers.Redis;

/// <summary>How many entries wait in a queue that is kept in Redis.</summary>
public static class RedisQueue
{
    /// <summary>The length of a list or a stream; zero when there is no such key.</summary>
    /// <exception cref="SysOpsException">Why there is no answer; or the key is something else.</exception>
    public static async Task<long> LengthAsync(CacheSettings settings, SecretResolver secrets, string key, TimeSpan limit, CancellationToken cancellationToken)
    {
        RedisTarget target = await RedisTarget.ResolveAsync(settings, secrets, cancellationToken).ConfigureAwait(false);
        RedisSession session = await RedisSession.OpenAsync(target, limit, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                RedisType type = await session.Database.KeyTypeAsync(key).WaitAsync(cancellationToken).ConfigureAwait(false);
                return type switch
                {
                    RedisType.None => 0,
                    RedisType.List => await session.Database.ListLengthAsync(key).WaitAsync(cancellationToken).ConfigureAwait(false),
                    RedisType.Stream => await session.Database.StreamLengthAsync(key).WaitAsync(cancellationToken).ConfigureAwait(false),
                    _ => throw new SysOpsException(ErrorCatalogue.CacheSettingInvalid, $"The key '{key}' is a {type}, neither a list nor a stream.", "Correct the key of the queue.", key),
                };
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                throw RedisErrors.Describe(exception, target.Name);
            }
        }
    }
}
