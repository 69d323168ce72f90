namespace SysOps.Logs.Rules;

/// <summary>Scripts for <c>/bin/sh</c>; null where there is none.</summary>
public sealed record ScriptRules
{
    /// <summary>Before the first of the set, when any is due.</summary>
    public string? First { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>After the last of the set.</summary>
    public string? Last { get; init; }

    /// <summary>Before a rotated log is removed; when it fails, that stays.</summary>
    public string? BeforeRemoval { get; init; }

    /// <summary><see cref="Before"/> and <see cref="After"/> run once for the set.</summary>
    public bool AreShared { get; init; }
}
