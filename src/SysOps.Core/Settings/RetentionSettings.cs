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

    /// <summary>All that are no older than this, counted from the newest backup.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>In which hours, days and weeks begin; null: the machine's own.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Whether no rule keeps anything.</summary>
    public bool IsEmpty => this with { TimeZone = null } == new RetentionSettings();
}
