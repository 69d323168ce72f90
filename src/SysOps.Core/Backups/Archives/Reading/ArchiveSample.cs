namespace SysOps.Backups.Archives.Reading;

/// <summary>How much of an archive is verified.</summary>
public sealed record ArchiveSample
{
    public static ArchiveSample All { get; } = new();

    /// <summary>Of the frames, chosen by chance: 0–100.</summary>
    public double Percent { get; init; } = 100;

    /// <summary>Once it is cancelled no further entry is looked at; what was found until then counts.</summary>
    public CancellationToken Until { get; init; } = CancellationToken.None;
}
