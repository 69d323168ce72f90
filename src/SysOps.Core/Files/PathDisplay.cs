using System.Buffers;
using System.Globalization;
using System.Text;

namespace SysOps.Files;

/// <summary>Shows the bytes of a name to a person: control characters, backslashes and what is not UTF-8 as <c>\n</c>, <c>\\</c>, <c>\xff</c>.</summary>
public static class PathDisplay
{
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length);
            if (status == OperationStatus.Done && !IsHidden(rune))
            {
                text.Append(rune);
            }
            else if (status == OperationStatus.Done && Short(rune) is { } escape)
            {
                text.Append(escape);
            }
            else
            {
                foreach (byte one in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
                }
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    // Formatting characters too: they can turn the direction of a line in a terminal.
    private static bool IsHidden(Rune rune) => rune.Value == '\\'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string? Short(Rune rune) => rune.Value switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => null,
    };
}
