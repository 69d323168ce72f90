using SysOps.Health;
using SysOps.Testing;

namespace SysOps.Servers.Tests;

/// <summary>Looks at a server again and again until it shows what a test has made happen.</summary>
internal static class Looking
{
    public static async Task<ComponentHealth> UntilAsync(Func<Task<ComponentHealth>> probe, Func<ComponentHealth, bool> condition)
    {
        ComponentHealth? health = null;
        await Eventually.TrueAsync(
            async () =>
            {
                health = await probe();
                return condition(health);
            },
            "the server shows it",
            TimeSpan.FromSeconds(30));
        return health!;
    }
}
