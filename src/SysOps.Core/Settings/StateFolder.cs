namespace SysOps.Settings;

/// <summary>Where SysOps keeps what it must remember between runs: the user's state folder of the platform.</summary>
public static class StateFolder
{
    public static string Path => System.IO.Path.Combine(Base(), "sysops");

    // https://specifications.freedesktop.org/basedir-spec/latest/
    private static string Base()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        }

        return Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && System.IO.Path.IsPathRooted(state)
            ? state
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".local", "state");
    }
}
