namespace SysOps.Settings;

/// <summary>Something that is wrong in a configuration file, at its place. Never holds a secret.</summary>
public sealed record SettingsProblem
{
    public required string File { get; init; }

    /// <summary>From 1.</summary>
    public required int Line { get; init; }

    /// <summary>From 1, in UTF-16 units, as editors count.</summary>
    public required int Column { get; init; }

    /// <summary>The setting's path, such as <c>externalServices[2].url</c>; empty for the file as a whole.</summary>
    public required string Setting { get; init; }

    public required ProblemSeverity Severity { get; init; }

    /// <summary>What is wrong, what was expected, what to do.</summary>
    public required string Message { get; init; }

    /// <summary>As a compiler would say it: <c>sysops.json(12,5): error database.thresholds.query: …</c>.</summary>
    public override string ToString() =>
        $"{File}({Line},{Column}): {(Severity is ProblemSeverity.Error ? "error" : "warning")}{(Setting.Length == 0 ? "" : " " + Setting)}: {Message}";
}
