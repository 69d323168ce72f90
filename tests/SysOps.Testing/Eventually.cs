using System.Diagnostics;

namespace SysOps.Testing;

/// <summary>Waits for a condition instead of sleeping for a time.</summary>
public static class Eventually
{
    /// <summary>Fails when the condition does not come true within the limit (10 s unless told).</summary>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null) => TrueAsync(() => Task.FromResult(condition()), what, limit);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)" />
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (limit ?? TimeSpan.FromSeconds(10)))
            {
                throw new TimeoutException($"It did not come true in time: {what}.");
            }

            await Task.Delay(10);
        }
    }
}
