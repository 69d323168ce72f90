namespace SysOps.Settings;

/// <summary>The platform's folders of configurations.</summary>
public static class SettingsFolders
{
    private const string UnixName = "sysops";
    private const string WindowsName = "SysOps";

    /// <summary>On Linux as the XDG base directories have it (https://specifications.freedesktop.org/basedir-spec/latest/): a relative XDG_CONFIG_HOME does not count.</summary>
    public static string? OfUser(Func<string, string?> environment)
    {
        if (!OperatingSystem.IsLinux())
        {
            string folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
            return folder.Length == 0 ? null : Path.Combine(folder, OperatingSystem.IsWindows() ? WindowsName : UnixName);
        }

        if (environment("XDG_CONFIG_HOME") is { } configured && Path.IsPathFullyQualified(configured))
        {
            return Path.Combine(configured, UnixName);
        }

        string home = environment("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.IsPathFullyQualified(home) ? Path.Combine(home, ".config", UnixName) : null;
    }

    public static string OfMachine() =>
        OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), WindowsName)
        : OperatingSystem.IsMacOS() ? Path.Combine("/Library/Application Support", UnixName)
        : Path.Combine("/etc", UnixName);
}
