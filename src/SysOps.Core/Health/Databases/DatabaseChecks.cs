using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>The pure rules that every provider shares: connecting, the health query, size and volume.</summary>
internal static class DatabaseChecks
{
    public const string Connect = "connect";
    public const string Query = "query";

    public static HealthCheck Connected(TimeSpan time, DatabaseThresholds limits) =>
        Judgement.High(Connect, time.TotalSeconds, Units.Seconds, limits.Connect, $"connected in {Duration.Describe(time)}") with { Duration = time, Required = true };

    public static HealthCheck Queried(TimeSpan time, string? result, DatabaseThresholds limits) =>
        Judgement.High(Query, time.TotalSeconds, Units.Seconds, limits.Query, $"the health query answered {result ?? "nothing"} in {Duration.Describe(time)}") with { Duration = time, Required = true };

    /// <summary>The query of a database for which no health query is configured.</summary>
    public static HealthCheck Answered(TimeSpan time, DatabaseThresholds limits) =>
        Judgement.High(Query, time.TotalSeconds, Units.Seconds, limits.Query, $"a query was answered in {Duration.Describe(time)}") with { Duration = time, Required = true };

    public static HealthCheck Failed(string name, SysOpsException exception) =>
        new() { Name = name, Status = HealthStatus.Unhealthy, Message = $"{exception.Message} {exception.Remedy}".TrimEnd(), Required = true };

    public static IEnumerable<HealthCheck> SizeAndVolume(DatabaseMetrics metrics, DatabaseSettings settings)
    {
        if (metrics.SizeBytes is { } size)
        {
            yield return Judgement.High("size", size, Units.Bytes, settings.Thresholds.Size, $"the database has {Size.Format(size)}");
        }

        if (metrics is { VolumeUsedPercent: { } used, FreeBytes: { } free })
        {
            yield return Judgement.High("volume.used", used, Units.Percent, settings.Thresholds.Disk, string.Create(CultureInfo.InvariantCulture, $"{used:0} % of the volume with the data used, {Size.Format(free)} available"));
        }
        else
        {
            yield return Unreadable("volume.used", $"The volume with the data is not known: {metrics.VolumeUnknown}.", settings);
        }
    }

    /// <summary>A check that could not be read; it counts when the configuration requires it.</summary>
    public static HealthCheck Unreadable(string name, string reason, DatabaseSettings settings) =>
        Judgement.Unreadable(name, reason, settings.RequiredChecks.Contains(name, StringComparer.OrdinalIgnoreCase));
}
