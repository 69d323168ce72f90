namespace SysOps.Logs.Rules;

/// <summary>How often a log is rotated.</summary>
public enum RotationSchedule
{
    /// <summary>Not by time: as soon as it has a certain size.</summary>
    Size,

    /// <summary>When more than a number of minutes have passed.</summary>
    Minutes,

    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}
