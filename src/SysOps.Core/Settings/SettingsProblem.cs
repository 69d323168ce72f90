namespace SysOps.Settings;

/// <summary>One thing that is wrong in the configuration, and where. No secret.</summary>
public sealed record SettingsProblem
{
    /// <summary>Full path.</summary>
    public required string File { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1, in UTF-16 units.</summary>
    public required int Column { get; init; }

    /// <summary>The path of the setting: <c>externalServices[2].url</c>; empty when it is the file as a whole.</summary>
    public required string Setting { get; init; }

    public required ProblemSeverity Severity { get; init; }

    /// <summary>What was expected, and what was found.</summary>
    public required string Message { get; init; }

    /// <summary>As compilers write it: <c>/etc/sysops/sysops.json(12,5): error database.timeout: …</c>.</summary>
    public override string ToString()
    {
        string severity = Severity is ProblemSeverity.Error ? "error" : "warning";
        string setting = Setting.Length == 0 ? "" : " " + Setting;
        return $"{File}({Line},{Column}): {severity}{setting}: {Message}";
    }
}
