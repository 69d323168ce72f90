namespace SysOps;

/// <summary>How far an operation is: counts of things, and bytes where bytes are what takes the time.</summary>
public sealed record OperationProgress
{
    /// <summary>What is being done, such as "Probing components".</summary>
    public required string Activity { get; init; }

    /// <summary>What it is at just now.</summary>
    public string Status { get; init; } = "";

    public long Done { get; init; }

    /// <summary>Null when it is not known beforehand.</summary>
    public long? Total { get; init; }

    /// <summary>Whether <see cref="Done"/> and <see cref="Total"/> are bytes.</summary>
    public bool IsBytes { get; init; }
}
