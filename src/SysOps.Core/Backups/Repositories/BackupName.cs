using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SysOps.Backups.Repositories;

/// <summary>
/// The name of a backup: when it was begun, in UTC to the millisecond, and a random suffix, as two runs may begin in one
/// instant: <c>20261123T201530.123Z-7f3a</c>. Names sort by time.
/// </summary>
public sealed partial record BackupName
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss.fff'Z'";
    private const int SuffixValues = 0x10000;

    private BackupName(DateTimeOffset created, string suffix)
    {
        Created = created;
        Suffix = suffix;
    }

    /// <summary>In UTC, without fractions of a millisecond.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Four hexadecimal digits.</summary>
    public string Suffix { get; }

    /// <summary>A name for a backup that begins now; it may exist already.</summary>
    public static BackupName At(DateTimeOffset time) => At(time, RandomNumberGenerator.GetInt32(SuffixValues));

    /// <param name="time">Cut to the millisecond.</param>
    /// <param name="suffix">From 0 to 65535.</param>
    public static BackupName At(DateTimeOffset time, int suffix)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(suffix);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(suffix, SuffixValues);
        DateTimeOffset utc = time.ToUniversalTime();
        return new BackupName(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond)), suffix.ToString("x4", CultureInfo.InvariantCulture));
    }

    /// <summary>Exactly what <see cref="ToString"/> writes, and nothing that only looks like it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BackupName? name)
    {
        name = Pattern().Match(text ?? "") is { Success: true } match
            && DateTimeOffset.TryParseExact(match.Groups["time"].ValueSpan, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset created)
                ? new BackupName(created, match.Groups["suffix"].Value)
                : null;
        return name is not null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Created.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{Suffix}";

    [GeneratedRegex(@"\A(?<time>[0-9]{8}T[0-9]{6}\.[0-9]{3}Z)-(?<suffix>[0-9a-f]{4})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
