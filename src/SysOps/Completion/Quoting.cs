using System.Management.Automation.Language;

namespace SysOps.Completion;

/// <summary>A completed word as it must stand on the command line.</summary>
internal static class Quoting
{
    public static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':' or '/')
            ? word
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}
