using System.Globalization;
using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>A moment as file systems keep it.</summary>
/// <param name="Seconds">Since the start of 1970, UTC; negative before.</param>
/// <param name="Nanoseconds">From 0 to 999,999,999, always forward.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileTime(long Seconds, int Nanoseconds) : IComparable<FileTime>
{
    /// <inheritdoc />
    public int CompareTo(FileTime other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The same moment; times of .NET have steps of 100 ns.</summary>
    public static FileTime Of(DateTimeOffset time)
    {
        long ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return rest < 0 ? new FileTime(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100) : new FileTime(seconds, (int)rest * 100);
    }

    /// <summary>The same moment to 100 ns; one before the year 1 or after 9999 becomes the first or the last that .NET knows.</summary>
    public DateTimeOffset ToDateTimeOffset()
    {
        if (Seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || Seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return Seconds < 0 ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        }

        return DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanoseconds / 100);
    }

    /// <summary>Reads what <see cref="ToString"/> writes; fractions beyond nanoseconds are cut off towards the past.</summary>
    /// <exception cref="FormatException">It is not a decimal number.</exception>
    public static FileTime Parse(string text)
    {
        bool negative = text.StartsWith('-');
        string[] parts = text[(negative ? 1 : 0)..].Split('.');
        string fraction = parts.Length > 1 ? parts[1] : "";
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || fraction.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new FormatException($"'{text}' is not a time in seconds.");
        }

        int nanoseconds = int.Parse(fraction.PadRight(9, '0').AsSpan(0, 9), NumberStyles.None, CultureInfo.InvariantCulture);
        if (!negative)
        {
            return new FileTime(seconds, nanoseconds);
        }

        return nanoseconds == 0 ? new FileTime(-seconds, 0) : new FileTime(-seconds - 1, 1_000_000_000 - nanoseconds);
    }

    /// <summary>Seconds as a decimal number, as PAX headers have them: <c>1700000000.123456789</c>, <c>-0.5</c>; without a fraction when there is none.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return Seconds.ToString(CultureInfo.InvariantCulture);
        }

        bool negative = Seconds < 0;
        long whole = negative ? -(Seconds + 1) : Seconds;
        int fraction = negative ? 1_000_000_000 - Nanoseconds : Nanoseconds;
        return string.Create(CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{whole}.{fraction:d9}").TrimEnd('0');
    }

    public static bool operator <(FileTime left, FileTime right) => left.CompareTo(right) < 0;

    public static bool operator <=(FileTime left, FileTime right) => left.CompareTo(right) <= 0;

    public static bool operator >(FileTime left, FileTime right) => left.CompareTo(right) > 0;

    public static bool operator >=(FileTime left, FileTime right) => left.CompareTo(right) >= 0;

    // struct timespec[2]: access, modification
    internal long[] AsTimes() => [Seconds, Nanoseconds, Seconds, Nanoseconds];
}
