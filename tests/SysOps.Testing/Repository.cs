namespace SysOps.Testing;

/// <summary>Where the checkout is, seen from a test that runs in it.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Manifest { get; } = Path.Combine(Root, "SysOps.psd1");

    private static string Find(string folder)
    {
        for (string? candidate = folder; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (File.Exists(Path.Combine(candidate, "SysOps.psd1")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"No SysOps.psd1 at '{folder}' or above: tests run in a checkout.");
    }
}
