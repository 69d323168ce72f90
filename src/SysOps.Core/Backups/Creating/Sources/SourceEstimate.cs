namespace SysOps.Backups.Creating.Sources;

/// <summary>How much a component is, before it is read.</summary>
internal sealed record SourceEstimate
{
    /// <summary>What will be read; null when that is not known beforehand.</summary>
    public long? ReadBytes { get; init; }

    /// <summary>What it will take in the repository at its peak, as far as that can be told.</summary>
    public long NeededBytes { get; init; }
}
