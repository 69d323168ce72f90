using SysOps.Files;

namespace SysOps.Logs.Logrotate;

/// <summary>Paths that begin in the home of a user.</summary>
internal static class HomePath
{
    /// <summary>With the home in place of a tilde at the beginning; a tilde before the name of a user stays.</summary>
    public static string Expand(string path)
    {
        if (path is not "~" && !path.StartsWith("~/", StringComparison.Ordinal))
        {
            return path;
        }

        string home = Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return PathText.IsUtf8(home) ? home + path[1..] : path;
    }
}
