namespace SysOps.Settings;

/// <summary>Finds the configuration: what was named, else <c>$SYSOPS_CONFIG</c>, else <c>./sysops.json</c>, else the user's and the machine's.</summary>
public sealed record SettingsLocator
{
    public const string Variable = "SYSOPS_CONFIG";
    public const string FileName = "sysops.json";

    /// <summary>PowerShell's location, which is not the process's working folder.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Whether this is root: then nobody's working folder is trusted to name commands.</summary>
    public bool IsRoot { get; init; } = Environment.IsPrivilegedProcess;

    public Func<string, string?> Variables { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>In the order of search.</summary>
    public IReadOnlyList<string> Folders { get; init; } =
    [
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "sysops"),
        OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "SysOps") : "/etc/sysops",
    ];

    /// <summary>The full path of the configuration; null when there is none.</summary>
    /// <param name="named">What the user named, as a full path; it need not exist, the reader says so.</param>
    public string? Find(string? named)
    {
        if (named is not null)
        {
            return named;
        }

        if (Variables(Variable) is { Length: > 0 } variable)
        {
            return Path.GetFullPath(variable, WorkingFolder);
        }

        IEnumerable<string> folders = IsRoot ? Folders : Folders.Prepend(WorkingFolder);
        return folders.Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
    }
}
