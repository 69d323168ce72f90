using System.Management.Automation;

namespace SysOps.Shell.Running;

/// <summary>The pure rule from what a command wrote to the code that the shell ends with.</summary>
internal sealed class ExitCode
{
    public const int Fine = 0;
    public const int Failed = 1;
    public const int Unknown = 3;
    public const int Interrupted = 130;

    // As HealthStatus ranks them: a summary's status and the worst of its components' give the same code.
    private static readonly string[] FromBestToWorst = ["NotConfigured", "Healthy", "Degraded", "Unknown", "Unhealthy"];
    private static readonly int[] Codes = [Fine, Fine, 1, Unknown, 2];

    private readonly bool _isHealthCommand;
    private readonly bool _makesBackup;
    private readonly bool _isScript;
    private int _worstRank = -1;
    private bool _saidNo;

    /// <param name="command">The command's name: when Get-SystemHealth itself fails, nothing is known; a partial backup is told when it is made, and not when it is listed.</param>
    /// <param name="isScript">A Boolean that a script writes is no answer to a question.</param>
    public ExitCode(string? command, bool isScript)
    {
        _isHealthCommand = command is not null && command.EndsWith("-SystemHealth", StringComparison.OrdinalIgnoreCase);
        _makesBackup = "New-SystemBackup".Equals(command, StringComparison.OrdinalIgnoreCase);
        _isScript = isScript;
    }

    public bool HasFailed { get; set; }

    public int Value => (HasFailed, _worstRank) switch
    {
        (true, _) when _isHealthCommand => Unknown,
        (true, < 0) => Failed,
        (true, var rank) => Math.Max(Failed, Codes[rank]),
        (false, >= 0 and var rank) => Codes[rank],
        _ => _saidNo ? Failed : Fine,
    };

    /// <summary>Takes note of one object that reached the output.</summary>
    public void See(PSObject item)
    {
        _saidNo |= (item.BaseObject is false && !_isScript)
            || (_makesBackup && Is(item, "SysOps.Backups.SystemBackup") && StatusOf(item) == "Partial")
            || (Is(item, "SysOps.Backups.Restoring.RestoreResult") && item.Properties["Outcome"]?.Value?.ToString() is "Partial")
            || (Is(item, "SysOps.Backups.BackupTestResult") && item.Properties["Result"]?.Value?.ToString() is "Failed");
        if (Is(item, "SysOps.Health.ComponentHealth") || Is(item, "SysOps.Health.SystemHealth"))
        {
            _worstRank = Math.Max(_worstRank, Array.IndexOf(FromBestToWorst, StatusOf(item)));
        }
    }

    private static bool Is(PSObject item, string type) => item.TypeNames.Any(name => name.EndsWith(type, StringComparison.Ordinal));

    private static string StatusOf(PSObject item) => item.Properties["Status"]?.Value?.ToString() ?? "";
}
