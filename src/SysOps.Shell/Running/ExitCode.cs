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
    private int? _worstHealth;
    private bool _saidNo;

    /// <param name="command">The command's name: when Get-SystemHealth itself fails, nothing is known.</param>
    public ExitCode(string? command) => _isHealthCommand = command is not null && command.EndsWith("-SystemHealth", StringComparison.OrdinalIgnoreCase);

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
        _saidNo |= item.BaseObject is false;
        if (item.TypeNames.Any(name => name.EndsWith("SysOps.Health.ComponentHealth", StringComparison.Ordinal) || name.EndsWith("SysOps.Health.SystemHealth", StringComparison.Ordinal))
            && Codes.TryGetValue(item.Properties["Status"]?.Value?.ToString() ?? "", out int code))
        {
            // 3 is worse than 2: what is not known may be anything.
            _worstHealth = Math.Max(_worstHealth ?? Fine, code);
        }
    }
}
