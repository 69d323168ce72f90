namespace SysOps.Logs.Rules;

/// <summary>What a rotated log is called, where it goes, and how many are kept.</summary>
public sealed record NamingRule
{
    /// <summary>How many are kept; -1 for all of them.</summary>
    public int Keep { get; init; }

    /// <summary>Older ones are removed at a rotation; 0 for none.</summary>
    public int MaximumAgeDays { get; init; }

    /// <summary>The number of the newest.</summary>
    public int Start { get; init; } = 1;

    /// <summary>By date in place of a number.</summary>
    public bool IsDated { get; init; }

    /// <summary>In the language of <see cref="Rotating.DateStamp"/>; null for the one that fits the schedule.</summary>
    public string? DateFormat { get; init; }

    public bool DatesYesterday { get; init; }

    public bool DatesHourAgo { get; init; }

    /// <summary>An extension that a log keeps as its last; null for none.</summary>
    public string? Extension { get; init; }

    /// <summary>An extension that every rotated log has as its last; null for none.</summary>
    public string? AddedExtension { get; init; }

    /// <summary>Where rotated logs go, absolute or below the log's folder; null for the log's folder.</summary>
    public string? OldFolder { get; init; }

    /// <summary>How <see cref="OldFolder"/> is made when there is none; null: it must be there.</summary>
    public FileOwnership? CreateOldFolder { get; init; }
}
