namespace SysOps.Settings;

/// <summary>Finds <c>sysops.json</c>.</summary>
public static class SettingsLocator
{
    public const string FileName = "sysops.json";

    public const string EnvironmentVariable = "SYSOPS_CONFIG";

    /// <summary>The full path of the configuration: the one that was named, else the first that is there; null when there is none.</summary>
    /// <exception cref="SysOpsException"><see cref="ErrorCatalogue.ConfigurationNotFound"/>: one was named that does not exist.</exception>
    public static string? Find(SettingsSearch search)
    {
        if (!string.IsNullOrEmpty(search.ExplicitPath))
        {
            return Named(search.ExplicitPath, "the parameter ConfigurationPath", search);
        }

        if (search.Environment(EnvironmentVariable) is { Length: > 0 } variable)
        {
            return Named(variable, $"the environment variable {EnvironmentVariable}", search);
        }

        string?[] folders = [search.IsRoot ? null : search.WorkingFolder, search.UserFolder, search.MachineFolder];
        return folders.OfType<string>().Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(Exists);
    }

    private static string Named(string path, string namedBy, SettingsSearch search)
    {
        string fullPath = Path.GetFullPath(path, search.WorkingFolder);
        if (Exists(fullPath))
        {
            return fullPath;
        }

        string problem = Directory.Exists(fullPath) ? "is a folder" : "does not exist";
        throw new SysOpsException(
            ErrorCatalogue.ConfigurationNotFound,
            $"The configuration '{fullPath}', which {namedBy} names, {problem}.",
            $"Correct {namedBy}, or create the file.",
            fullPath);
    }

    /// <summary>A file that may not be looked at is there as well: reading it then says so, rather than that nothing is configured.</summary>
    private static bool Exists(string path)
    {
        try
        {
            return !File.GetAttributes(path).HasFlag(FileAttributes.Directory);
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
