using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>The configuration as this session finds it.</summary>
internal static class SessionConfiguration
{
    /// <param name="paths">The session's location is where a relative path and <c>./sysops.json</c> start.</param>
    /// <param name="configurationPath">What the user named; null searches the usual places.</param>
    public static SettingsDocument Read(PathResolver paths, string? configurationPath)
    {
        string? named = configurationPath is null ? null : paths.Target(configurationPath);
        string? path = SettingsLocator.Find(SettingsSearch.ForThisProcess(paths.Location, named));
        return path is null ? SettingsDocument.Empty : SettingsReader.Read(path);
    }
}
