namespace SysOps.Logs.Removing;

/// <summary>A log that was removed, or a folder that was left empty and removed, and why.</summary>
public sealed record RemovedLog
{
    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Its length; 0 of a folder.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Since it was last written.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>When it was last written, in local time.</summary>
    public required DateTime Modified { get; init; }

    /// <summary>The rule by which it went.</summary>
    public required string Reason { get; init; }

    public required LogRemovalOutcome Outcome { get; init; }

    /// <summary>Whether it is a folder that was left empty.</summary>
    public bool IsFolder { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
