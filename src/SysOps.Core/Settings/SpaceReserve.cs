namespace SysOps.Settings;

/// <summary>What must stay free on a volume: so many bytes, or a share of it in percent.</summary>
public sealed record SpaceReserve
{
    public static SpaceReserve Default { get; } = new() { Bytes = 1L << 30 };

    public long Bytes { get; init; }

    /// <summary>Instead of the bytes: 0–100.</summary>
    public double? Percent { get; init; }

    /// <param name="totalBytes">The size of the volume.</param>
    public long Of(long totalBytes) => Percent is { } percent ? (long)(totalBytes / 100.0 * percent) : Bytes;
}
