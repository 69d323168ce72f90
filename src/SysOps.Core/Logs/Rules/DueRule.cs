namespace SysOps.Logs.Rules;

/// <summary>When a log is due.</summary>
public sealed record DueRule
{
    public RotationSchedule Schedule { get; init; }

    /// <summary>Of <see cref="RotationSchedule.Size"/>: in bytes; one that is as large is due.</summary>
    public long Size { get; init; } = 1024 * 1024;

    /// <summary>Of <see cref="RotationSchedule.Minutes"/>.</summary>
    public int Minutes { get; init; }

    /// <summary>Of <see cref="RotationSchedule.Weekly"/>: 0 is Sunday; 7 is every seventh day.</summary>
    public int Weekday { get; init; }

    /// <summary>A smaller one is not due, whatever the time; 0 for none.</summary>
    public long MinimumSize { get; init; }

    /// <summary>A larger one is due, whatever the time; 0 for none.</summary>
    public long MaximumSize { get; init; }

    /// <summary>One that was written to less than so many days ago is not due; 0 for none.</summary>
    public int MinimumAgeDays { get; init; }

    public bool SkipsEmpty { get; init; }
}
