namespace SysOps.Logs.Rotating;

/// <summary>What a rotation does with the generations of a log, by the names in their folder.</summary>
internal sealed record GenerationPlan
{
    /// <summary>Rotated before and not yet compressed.</summary>
    public IReadOnlyList<string> Compress { get; init; } = [];

    /// <summary>Those that go before the log is rotated.</summary>
    public IReadOnlyList<string> Expired { get; init; } = [];

    /// <summary>In the order in which they are renamed.</summary>
    public IReadOnlyList<(string From, string To)> Moves { get; init; } = [];

    /// <summary>The one that goes once the log is rotated; null for none.</summary>
    public string? Oldest { get; init; }

    /// <summary>What the log becomes, before it is compressed.</summary>
    public required string Rotated { get; init; }

    /// <summary>Why it cannot be; null when it can.</summary>
    public string? Problem { get; init; }
}
