using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health;

/// <summary>The pure rule from a measured value and its limits to a check.</summary>
public static class Judgement
{
    /// <summary>Judges a value that is bad when it is high: at or below the limit is fine.</summary>
    public static HealthCheck High(string name, double? value, string unit, Threshold? threshold, string message) =>
        Judge(name, value, unit, threshold, message, above: true);

    /// <summary>Judges a value that is bad when it is low: at or above the limit is fine.</summary>
    public static HealthCheck Low(string name, double? value, string unit, Threshold? threshold, string message) =>
        Judge(name, value, unit, threshold, message, above: false);

    /// <summary>A check of something that could not be read: Unknown, with what would help; it counts only when required.</summary>
    public static HealthCheck Unreadable(string name, string reason, bool required = false) =>
        new() { Name = name, Status = HealthStatus.Unknown, Message = reason, Required = required };

    private static HealthCheck Judge(string name, double? value, string unit, Threshold? threshold, string message, bool above)
    {
        (HealthStatus status, double? limit) =
            value is null ? (HealthStatus.Unknown, null)
            : Passes(threshold?.Critical) ? (HealthStatus.Unhealthy, threshold?.Critical)
            : Passes(threshold?.Warning) ? (HealthStatus.Degraded, threshold?.Warning)
            : (HealthStatus.Healthy, (double?)null);
        return new HealthCheck
        {
            Name = name,
            Status = status,
            Value = value,
            Unit = unit,
            Threshold = Describe(threshold, unit, above),
            ExceededLimit = limit,
            Message = message,
        };

        bool Passes(double? bound) => above ? value > bound : value < bound;
    }

    private static string? Describe(Threshold? threshold, string unit, bool above)
    {
        string word = above ? "above" : "below";
        string shown = unit == Units.Count ? "" : $" {unit}";
        string[] parts =
        [
            .. threshold?.Warning is { } warning ? (string[])[string.Create(CultureInfo.InvariantCulture, $"warning {word} {warning:0.###}{shown}")] : [],
            .. threshold?.Critical is { } critical ? (string[])[string.Create(CultureInfo.InvariantCulture, $"critical {word} {critical:0.###}{shown}")] : [],
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }
}
