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
        TimeSpan most = limit ?? TimeSpan.FromSeconds(10);
        var watch = Stopwatch.StartNew();
        while (!await LookAsync(condition, what, most))
        {
            if (watch.Elapsed > most)
            {
                throw new TimeoutException($"It did not come true in time: {what}.");
            }

            await Task.Delay(10);
        }
    }

    // A look that never comes back is not waited for any longer than the condition is.
    private static async Task<bool> LookAsync(Func<Task<bool>> condition, string what, TimeSpan most)
    {
        Task<bool> look = condition();
        return await Task.WhenAny(look, Task.Delay(most)) == look ? await look : throw new TimeoutException($"The look did not come back in time: {what}.");
    }
}
