using System.Globalization;
using System.Management.Automation;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Takes a date and time, in local time unless it says otherwise, or how long ago: '7d', '26h'. Bare numbers are refused: PowerShell would take them as ticks of the year 1.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null,
            DateTime time => time.Kind is DateTimeKind.Utc ? time.ToLocalTime() : time,
            DateTimeOffset time => time.LocalDateTime,
            TimeSpan ago => Before(ago),
            _ => Parse(TokenText.Of(inputData!)),
        };
    }

    private static DateTime Parse(string text)
    {
        if (Duration.TryParse(text, out TimeSpan ago))
        {
            return Before(ago);
        }

        // A number alone is a date to some cultures.
        return text.Any(letter => letter is '-' or '/' or ':') && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTime time)
            ? time
            : throw new ArgumentTransformationMetadataException($"'{text}' is no time. Write a date such as '2026-11-23' or '2026-11-23 20:15', or how long ago it was, such as 7d or 26h.");
    }

    private static DateTime Before(TimeSpan ago)
    {
        DateTime now = TimeProvider.System.GetLocalNow().DateTime;
        return ago < now - DateTime.MinValue ? DateTime.SpecifyKind(now - ago, DateTimeKind.Local) : DateTime.MinValue;
    }
}
