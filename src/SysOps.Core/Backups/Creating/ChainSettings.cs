namespace SysOps.Backups.Creating;

/// <summary>When a chain of backups ends and the next one is a full one.</summary>
public sealed record ChainSettings
{
    /// <summary>After how long.</summary>
    public TimeSpan FullEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many backups it may have: a restore needs all of them.</summary>
    public int MostLinks { get; init; } = 30;

    /// <summary>How much all its backups may store, as a multiple of the full one.</summary>
    public double MostStored { get; init; } = 2;

    /// <summary>Whether it ends now.</summary>
    public bool Full { get; init; }
}
