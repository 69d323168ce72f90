namespace SysOps.Benchmarks.Measuring;

/// <summary>The whole PowerShell, where it is installed.</summary>
internal static class Pwsh
{
    /// <summary>Null when there is none on the PATH.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);

    /// <param name="command">PowerShell text.</param>
    /// <param name="cache">A folder for what pwsh remembers of its last start: other sessions on the machine must not change it between two runs.</param>
    /// <param name="expected">What it must have written.</param>
    public static ChildProcess Process(string command, string cache, string expected = "") => new(Path!, "-NoProfile", "-NonInteractive", "-Command", command)
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["XDG_CACHE_HOME"] = Directory.CreateDirectory(cache).FullName,
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["POWERSHELL_UPDATECHECK"] = "Off",
        },
        Expected = expected,
    };
}
