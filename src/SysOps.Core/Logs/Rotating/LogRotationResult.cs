namespace SysOps.Logs.Rotating;

/// <summary>What became of one log.</summary>
public sealed record LogRotationResult
{
    /// <summary>Full path of the log.</summary>
    public required string Path { get; init; }

    public required LogRotationAction Action { get; init; }

    public required string Reason { get; init; }

    /// <summary>Full path of what it became, compressed where it was; null when it was not rotated.</summary>
    public string? RotatedTo { get; init; }

    /// <summary>Of the log when it was looked at.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Null when nothing was compressed.</summary>
    public long? CompressedSizeBytes { get; init; }

    /// <summary>Full paths of older generations that went.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Whether lines may have been lost that were written between the copy and the truncation.</summary>
    public bool LossPossible { get; init; }

    /// <summary>How many bytes that may be: the rate at which the log grew while it was copied, for as long as nobody looked.</summary>
    public long PossibleLossBytes { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Where the rule stands, such as <c>/etc/logrotate.d/nginx:1</c>; null for one of the command line.</summary>
    public string? Source { get; init; }

    /// <summary>The log.</summary>
    public override string ToString() => Path;
}
