namespace SysOps.Settings;

/// <summary>Where <see cref="SettingsLocator"/> looks for the configuration.</summary>
public sealed record SettingsSearch
{
    /// <summary>What the user named; a relative one starts at <see cref="WorkingFolder"/>.</summary>
    public string? ExplicitPath { get; init; }

    /// <summary>PowerShell's location, which is not the process's.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The value of an environment variable; null when it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Root does not take <c>./sysops.json</c>: whoever owns the folder would say what root starts.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The user's folder of configurations, e.g. <c>~/.config/sysops</c>; null when there is none.</summary>
    public string? UserFolder { get; init; }

    /// <summary>The machine's, e.g. <c>/etc/sysops</c>.</summary>
    public string? MachineFolder { get; init; }

    /// <summary>As this process, this user and this platform have it.</summary>
    public static SettingsSearch ForThisProcess(string workingFolder, string? explicitPath = null) => new()
    {
        ExplicitPath = explicitPath,
        WorkingFolder = workingFolder,
        IsRoot = !OperatingSystem.IsWindows() && System.Environment.IsPrivilegedProcess,
        UserFolder = SettingsFolders.OfUser(System.Environment.GetEnvironmentVariable),
        MachineFolder = SettingsFolders.OfMachine(),
    };
}
