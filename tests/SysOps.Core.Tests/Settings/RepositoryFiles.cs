namespace SysOps.Core.Tests.Settings;

/// <summary>Files of the checkout that the tests belong to.</summary>
internal static class RepositoryFiles
{
    public static string Find(string relativePath)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "SysOps.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new InvalidOperationException("The tests do not run within the checkout."), relativePath);
    }
}
