using System.Globalization;

namespace SysOps.Logs.Logrotate;

/// <summary>Reads the values of directives as strtoul(3) and its relations do.</summary>
internal static class DirectiveValues
{
    /// <exception cref="DirectiveException">It is none, or below the least.</exception>
    public static int Number(string text, string what, int least)
    {
        bool negative = text.StartsWith('-');
        long number = Integer(text.TrimStart('+', '-')) ?? throw new DirectiveException($"bad {what} '{text}'");
        number = negative ? -number : number;
        return number >= least && number <= int.MaxValue ? (int)number : throw new DirectiveException($"bad {what} '{text}'");
    }

    /// <summary>In bytes: a number with k, M or G behind it.</summary>
    public static long Size(string text)
    {
        long unit = text[^1] switch
        {
            'k' or 'K' => 1L << 10,
            'M' => 1L << 20,
            'G' => 1L << 30,
            _ when char.IsAsciiDigit(text[^1]) => 1,
            _ => throw new DirectiveException($"unknown unit '{text[^1]}'"),
        };
        string digits = unit == 1 ? text : text[..^1];
        return Integer(digits) is { } number && number <= long.MaxValue / unit ? number * unit : throw new DirectiveException($"bad size '{text}'");
    }

    /// <summary>A path without blanks and control characters.</summary>
    public static string Path(string text, string what) =>
        text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)) || !Files.PathText.IsUtf8(text) ? throw new DirectiveException($"bad {what} path '{Files.PathText.Show(text)}'") : text;

    /// <summary>An address of mail, without blanks and control characters.</summary>
    public static string Address(string text) =>
        text.Length == 0 || text.StartsWith('-') || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)) ? throw new DirectiveException($"bad mail address '{Files.PathText.Show(text)}'") : text;

    /// <summary>With 0x in front it is hexadecimal, with 0 octal.</summary>
    private static long? Integer(string digits)
    {
        (int start, int numberBase) = digits switch
        {
            _ when digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) => (2, 16),
            _ when digits.Length > 1 && digits[0] == '0' => (1, 8),
            _ => (0, 10),
        };
        if (digits.Length == start)
        {
            return null;
        }

        long number = 0;
        foreach (char digit in digits.AsSpan(start))
        {
            if (!int.TryParse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) || value >= numberBase || number > (long.MaxValue - value) / numberBase)
            {
                return null;
            }

            number = (number * numberBase) + value;
        }

        return number;
    }
}
