namespace SysOps.Backups.Restoring;

/// <summary>The change of names that puts a restored database in place. By the names that exist one sees which side it is on.</summary>
public sealed record DatabaseSwap
{
    /// <summary>The live database.</summary>
    public required string Name { get; init; }

    /// <summary>The restored one, until it is in place.</summary>
    public required string Scratch { get; init; }

    /// <summary>The old one, afterwards; null when there was none.</summary>
    public string? Previous { get; init; }

    /// <summary>Whether the old one is dropped in the end.</summary>
    public bool RemovePrevious { get; init; }
}
