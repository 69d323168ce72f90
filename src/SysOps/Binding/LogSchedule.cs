using SysOps.Logs.Rules;

namespace SysOps.Binding;

/// <summary>How often a log is rotated.</summary>
public enum LogSchedule
{
    Hourly = RotationSchedule.Hourly,
    Daily = RotationSchedule.Daily,
    Weekly = RotationSchedule.Weekly,
    Monthly = RotationSchedule.Monthly,
    Yearly = RotationSchedule.Yearly,
}
