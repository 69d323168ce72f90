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
    /// <param name="offset">Where the error is, in bytes.</param>
    /// <param name="builder">How far the reading came.</param>
    public static string For(byte[] text, int offset, SyntaxTreeBuilder builder)
    {
        // What stands between the last good token and the error: nothing, a comma, or the beginning of the bad token.
        int begin = Math.Min(builder.LastEnd, offset);
        string between = Comment().Replace(Encoding.UTF8.GetString(text, begin, offset - begin), " ").Trim();
        if (offset >= text.Length)
        {
            return AtEnd(between, builder);
        }

        char found = (char)text[offset];
        return InText(between, builder) ? InsideText(found)
            : found == '\'' ? "expected double quotes around texts and keys, found a single quote"
            : Expected(between, builder);
    }

    private static string AtEnd(string between, SyntaxTreeBuilder builder) =>
        InText(between, builder) ? "the text is not closed: its double quote is missing"
        : builder.InnermostOpen is { } open ? $"the file ends too early: the {(builder.IsInObject ? '{' : '[')} of {open} is not closed"
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
