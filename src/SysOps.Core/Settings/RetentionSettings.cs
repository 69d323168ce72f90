namespace SysOps.Settings;

/// <summary>How many backups are kept: the newest, and the newest of each period. Zero keeps none by that rule.</summary>
public sealed record RetentionSettings
{
    public int Last { get; init; }

    public int Hourly { get; init; }

    public int Daily { get; init; }

    public int Weekly { get; init; }

    public int Monthly { get; init; }

    public int Yearly { get; init; }
}
