using System.Globalization;
using SysOps.Health;
using SysOps.Servers;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>The last sign of life of a service.</summary>
public static class Heartbeat
{
    // Clocks of two machines may differ a little; beyond this a beat from the future is an error.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    // The last second of the year 9999.
    private const double LatestSecond = 253_402_300_799;

    /// <summary>Null when it never beat.</summary>
    /// <exception cref="SysOpsException">The file may not be read; the query failed, or returned no time.</exception>
    public static async Task<DateTimeOffset?> ReadAsync(HeartbeatSettings settings, DatabaseSettings? database, ProbeContext context, CancellationToken cancellationToken)
    {
        if (settings.File is { } file)
        {
            return SignFile.Exists(file) ? new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero) : null;
        }

        if (database is null)
        {
            throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, "The heartbeat is a query, and no database is configured.", "Add the section database.", "heartbeat.query");
        }

        return TimeOf(await DatabaseScalar.ReadAsync(database, settings.Query!, context.Secrets, context.Remaining, cancellationToken).ConfigureAwait(false));
    }

    public static HealthCheck Judge(DateTimeOffset? beat, HeartbeatSettings settings, DateTimeOffset now)
    {
        var limit = new Threshold(Critical: settings.MaxAge.TotalSeconds);
        if (beat is not { } last)
        {
            return new HealthCheck { Name = "heartbeat", Status = HealthStatus.Unhealthy, Required = true, Message = settings.File is { } file ? $"it never beat: there is no '{file}'" : "it never beat: the query returned nothing" };
        }

        TimeSpan age = now - last;
        return age < -Ahead
            ? new HealthCheck { Name = "heartbeat", Status = HealthStatus.Unknown, Required = true, Message = $"its last beat lies {Duration.Describe(-age)} in the future: a clock is wrong" }
            : Judgement.High("heartbeat", Math.Max(0, age.TotalSeconds), Units.Seconds, limit, $"its last beat was {Duration.Describe(age < TimeSpan.Zero ? TimeSpan.Zero : age)} ago, at most {Duration.Describe(settings.MaxAge)} are allowed") with { Required = true };
    }

    /// <summary>A time as databases give it: with or without an offset (then UTC), as ISO text, or as seconds since 1970.</summary>
    public static DateTimeOffset? TimeOf(object? value) => value switch
    {
        null => null,
        DateTimeOffset time => time,
        DateTime { Kind: DateTimeKind.Local } time => new DateTimeOffset(time),
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc), TimeSpan.Zero),
        string text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) => FromUnix(seconds),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) => time,
        IConvertible number and not (string or bool or char) => FromUnix(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw NoTime(),
    };

    private static DateTimeOffset FromUnix(double seconds) => seconds is >= 0 and <= LatestSecond ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : throw NoTime();

    private static SysOpsException NoTime() =>
        new(ErrorCatalogue.ServiceSettingInvalid, "The heartbeat's query returned no time.", "Let it return a timestamp, an ISO 8601 text or seconds (not milliseconds) since 1970.", "heartbeat.query");
}
