using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SysOps.Settings.Syntax;

/// <summary>Says what was expected where the JSON breaks off. It quotes nothing of the file, as that may be a secret.</summary>
internal static partial class SyntaxErrorWords
{
    private const string Value = "expected a value: a text in double quotes, a number, true, false, null, { or [";
    private const string Key = "expected a key in double quotes";

    /// <param name="text">The file.</param>
    /// <param name="positions">Of that file.</param>
    /// <param name="offset">Where the reader stopped, in bytes.</param>
    /// <param name="builder">How far the reading came.</param>
    public static SyntaxIssue For(byte[] text, TextPositions positions, int offset, SyntaxTreeBuilder builder)
    {
        // What stands between the last good token and the error: nothing, a comma, or the beginning of a bad text.
        string between = Between(text, builder.LastEnd, offset);
        bool inText = InText(between, builder);
        if (!inText && Between(text, offset, text.Length) is "" or ",")
        {
            return new SyntaxIssue(positions.At(text.Length), builder.Path, AtEnd(builder));
        }

        if (inText)
        {
            return new SyntaxIssue(positions.At(offset), builder.Path, offset < text.Length ? InsideText((char)text[offset]) : "the text is not closed: its double quote is missing");
        }

        int start = StartOfWord(text, offset, builder.LastEnd);
        string message = text[start] == '\'' ? "expected double quotes around texts and keys, found a single quote" : Expected(Between(text, builder.LastEnd, start), builder);
        return new SyntaxIssue(positions.At(start), builder.Path, message);
    }

    private static string Between(byte[] text, int begin, int end) =>
        begin >= end ? "" : Comment().Replace(Encoding.UTF8.GetString(text, begin, end - begin), " ").Trim();

    /// <summary>The reader stops within a word that begins like true or like a number; the place to show is its first letter.</summary>
    private static int StartOfWord(byte[] text, int offset, int lowest)
    {
        while (offset > lowest && (char.IsAsciiLetterOrDigit((char)text[offset - 1]) || text[offset - 1] is (byte)'.' or (byte)'-' or (byte)'+'))
        {
            offset--;
        }

        return offset;
    }

    private static string AtEnd(SyntaxTreeBuilder builder) =>
        builder.InnermostOpen is { } open ? $"the file ends too early: the {(builder.IsInObject ? '{' : '[')} of {open} is not closed"
        : "the file is empty; expected { … }";

    private static bool InText(string between, SyntaxTreeBuilder builder)
    {
        int quotes = between.Replace(@"\\", "", StringComparison.Ordinal).Replace("\\\"", "", StringComparison.Ordinal).Count(character => character == '"');
        return builder.LastToken is not JsonTokenType.None && quotes % 2 == 1;
    }

    private static string InsideText(char found) => found switch
    {
        < ' ' => "the text is not closed on its line: its double quote is missing (a line end within a text is \\n)",
        _ => "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX after the backslash; a backslash itself is written \\\\",
    };

    private static string Expected(string between, SyntaxTreeBuilder builder)
    {
        bool first = builder.LastToken is JsonTokenType.StartObject or JsonTokenType.StartArray;
        return builder switch
        {
            { LastToken: JsonTokenType.None } => "expected { at the beginning of the file",
            { LastToken: JsonTokenType.PropertyName } => Value,
            { InnermostOpen: null } => "expected nothing more after the end of the configuration",
            { IsInObject: true } when between.EndsWith('"') => "expected : between the key and its value",
            { IsInObject: true } when between == "," => Key,
            { IsInObject: true } when first => $"{Key}, or }}",
            { IsInObject: true } when between.Length == 0 => "expected , or } after the value",
            { IsInObject: false } when first || between.StartsWith(',') => Value,
            { IsInObject: false } when between.Length == 0 => "expected , or ] after the value",
            _ => "expected JSON here",
        };
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}
