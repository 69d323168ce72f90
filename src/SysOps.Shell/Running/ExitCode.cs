using System.Management.Automation;

namespace SysOps.Shell.Running;

/// <summary>The pure rule from what a command wrote to the code that the shell ends with.</summary>
internal sealed class ExitCode
{
    public const int Fine = 0;
    public const int Failed = 1;
    public const int Unknown = 3;
    public const int Interrupted = 130;

    private static readonly Dictionary<string, int> Codes = new(StringComparer.Ordinal)
    {
        ["NotConfigured"] = 0,
        ["Healthy"] = 0,
        ["Degraded"] = 1,
        ["Unhealthy"] = 2,
        ["Unknown"] = 3,
    };

    private readonly bool _isHealthCommand;
    private readonly bool _makesBackup;
    private int? _worstHealth;
    private bool _saidNo;

    /// <param name="command">The command's name: when Get-SystemHealth itself fails, nothing is known; a partial backup is told when it is made, and not when it is listed.</param>
    public ExitCode(string? command)
    {
        _isHealthCommand = command is not null && command.EndsWith("-SystemHealth", StringComparison.OrdinalIgnoreCase);
        _makesBackup = "New-SystemBackup".Equals(command, StringComparison.OrdinalIgnoreCase);
    }

    public bool HasFailed { get; set; }

    public int Value => (HasFailed, _isHealthCommand, _worstHealth) switch
    {
        (true, true, _) => Unknown,
        (true, false, _) => Math.Max(Failed, _worstHealth ?? Failed),
        (false, _, { } worst) => worst,
        _ => _saidNo ? Failed : Fine,
    };

    /// <summary>Takes note of one object that reached the output.</summary>
    public void See(PSObject item)
    {
        _saidNo |= item.BaseObject is false
            || (_makesBackup && Is(item, "SysOps.Backups.SystemBackup") && StatusOf(item) == "Partial")
            || (Is(item, "SysOps.Backups.BackupTestResult") && item.Properties["Result"]?.Value?.ToString() is "Failed");
        if ((Is(item, "SysOps.Health.ComponentHealth") || Is(item, "SysOps.Health.SystemHealth")) && Codes.TryGetValue(StatusOf(item), out int code))
        {
            // 3 is worse than 2: what is not known may be anything.
            _worstHealth = Math.Max(_worstHealth ?? Fine, code);
        }
    }

    private static bool Is(PSObject item, string type) => item.TypeNames.Any(name => name.EndsWith(type, StringComparison.Ordinal));

    private static string StatusOf(PSObject item) => item.Properties["Status"]?.Value?.ToString() ?? "";
}
