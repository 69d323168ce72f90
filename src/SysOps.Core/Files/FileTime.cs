using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace SysOps.Files;

/// <summary>A moment as file systems keep it.</summary>
/// <param name="Seconds">Since the start of 1970, UTC; negative before.</param>
/// <param name="Nanoseconds">From 0 to 999,999,999, always forward.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileTime(long Seconds, int Nanoseconds) : IComparable<FileTime>
{
    /// <summary>The most bytes that it takes as text.</summary>
    internal const int LongestText = 32;

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
    public static FileTime Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The same, of bytes.</summary>
    /// <exception cref="FormatException">It is not a decimal number.</exception>
    public static FileTime Parse(ReadOnlySpan<byte> text)
    {
        bool negative = text is [(byte)'-', ..];
        ReadOnlySpan<byte> digits = text[(negative ? 1 : 0)..];
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> fraction = point < 0 ? [] : digits[(point + 1)..];
        if (!long.TryParse(point < 0 ? digits : digits[..point], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is not a time in seconds.");
        }

        int nanoseconds = 0;
        for (int digit = 0; digit < 9; digit++)
        {
            nanoseconds = (nanoseconds * 10) + (digit < fraction.Length ? fraction[digit] - '0' : 0);
        }

        if (!negative)
        {
            return new FileTime(seconds, nanoseconds);
        }

        return nanoseconds == 0 ? new FileTime(-seconds, 0) : new FileTime(-seconds - 1, 1_000_000_000 - nanoseconds);
    }

    /// <summary>Seconds as a decimal number, as PAX headers have them: <c>1700000000.123456789</c>, <c>-0.5</c>; without a fraction when there is none.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[LongestText];
        return Encoding.ASCII.GetString(Format(text));
    }

    /// <summary>What <see cref="ToString"/> gives, as bytes.</summary>
    /// <param name="buffer">At least <see cref="LongestText"/>.</param>
    internal ReadOnlySpan<byte> Format(Span<byte> buffer)
    {
        bool negative = Seconds < 0 && Nanoseconds > 0;
        long whole = negative ? -(Seconds + 1) : Seconds;
        int fraction = negative ? 1_000_000_000 - Nanoseconds : Nanoseconds;
        return Utf8.TryWrite(buffer, CultureInfo.InvariantCulture, $"{(negative ? "-" : "")}{whole}.{fraction:d9}", out int length)
            ? buffer[..length].TrimEnd((byte)'0').TrimEnd((byte)'.')
            : throw new ArgumentException("There is no room for it.", nameof(buffer));
    }

    public static bool operator <(FileTime left, FileTime right) => left.CompareTo(right) < 0;

    public static bool operator <=(FileTime left, FileTime right) => left.CompareTo(right) <= 0;

    public static bool operator >(FileTime left, FileTime right) => left.CompareTo(right) > 0;

    public static bool operator >=(FileTime left, FileTime right) => left.CompareTo(right) >= 0;

    // struct timespec[2]: access, modification
    internal long[] AsTimes() => [Seconds, Nanoseconds, Seconds, Nanoseconds];
}
