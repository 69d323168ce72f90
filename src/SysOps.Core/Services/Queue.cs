using System.Globalization;
using SysOps.Health;
using SysOps.Servers;
using SysOps.Servers.Redis;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>How much work waits for a service.</summary>
internal static class Queue
{
    /// <exception cref="SysOpsException">It cannot be counted.</exception>
    public static async Task<long> CountAsync(QueueSettings settings, SystemSettings system, ProbeContext context, CancellationToken cancellationToken)
    {
        if (settings.Key is { } key)
        {
            return system.Cache is { } cache
                ? await RedisQueue.LengthAsync(cache, context.Secrets, key, context.Remaining, cancellationToken).ConfigureAwait(false)
                : throw NotConfigured("a key", "cache", "queue.key");
        }

        object? count = system.Database is { } database
            ? await DatabaseScalar.ReadAsync(database, settings.Query!, context.Secrets, context.Remaining, cancellationToken).ConfigureAwait(false)
            : throw NotConfigured("a query", "database", "queue.query");
        return long.TryParse(Convert.ToString(count, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out long depth)
            ? depth
            : throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, "The queue's query returned no number.", "Let it return a count.", "queue.query");
    }

    public static HealthCheck Judge(long depth, QueueSettings settings) =>
        Judgement.High("queue", depth, Units.Count, settings.Depth, $"{depth} entries wait in its queue");

    private static SysOpsException NotConfigured(string what, string section, string setting) =>
        new(ErrorCatalogue.ServiceSettingInvalid, $"The queue is {what}, and no {section} is configured.", $"Add the section {section}.", setting);
}
