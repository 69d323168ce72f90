using System.Management.Automation;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>The words and figures of a progress record.</summary>
internal static class ProgressText
{
    public const int ActivityId = 7391;

    /// <param name="progress">How far it is.</param>
    /// <param name="elapsed">Since the operation began: the rate and the time left come from it.</param>
    public static ProgressRecord Record(OperationProgress progress, TimeSpan elapsed)
    {
        double rate = elapsed > TimeSpan.Zero ? progress.Done / elapsed.TotalSeconds : 0;
        var record = new ProgressRecord(ActivityId, progress.Activity, Describe(progress, rate));
        if (progress.Total is > 0 and long total)
        {
            record.PercentComplete = (int)Math.Clamp(progress.Done * 100.0 / total, 0, 100);
            record.SecondsRemaining = progress.IsBytes && rate > 0 ? (int)Math.Clamp((total - progress.Done) / rate, 0, int.MaxValue) : -1;
        }

        return record;
    }

    private static string Describe(OperationProgress progress, double rate)
    {
        string done = progress.IsBytes
            ? $"{Size.Format(progress.Done)}{(progress.Total is { } total ? $" of {Size.Format(total)}" : "")}, {Size.Format(rate)}/s"
            : $"{progress.Done}{(progress.Total is { } count ? $" of {count}" : "")}";
        return progress.Status.Length == 0 ? done : $"{progress.Status} ({done})";
    }
}
