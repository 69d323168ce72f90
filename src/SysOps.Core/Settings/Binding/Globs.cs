using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Reads patterns of paths: relative, with <c>*</c>, <c>?</c>, <c>[…]</c> and <c>**</c> for any folders.</summary>
internal static class Globs
{
    private const string Expected = "a pattern of paths below the folder, such as \"**/*.tmp\"";

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, Expected, out value) && (Problem(value) is not { } problem || setting.Unexpected($"{Expected} ({problem})"));

    private static string? Problem(string pattern) => pattern switch
    {
        _ when pattern.Trim().Length == 0 || pattern.Contains('\0', StringComparison.Ordinal) => "not empty",
        _ when pattern.StartsWith('/') => "without / at its beginning",
        _ when pattern.Split('/') is var parts && parts.Any(part => part is "." or "..") => "without . and ..",
        _ when pattern.TrimEnd('/').Split('/').Any(part => part.Length == 0) => "without //",
        _ when pattern.Split('/').Any(part => part.Contains("**", StringComparison.Ordinal) && part != "**") => "with ** only as a whole folder",
        _ when pattern.Split('/').Any(HasOpenBracket) => "with each [ closed by a ]",
        _ => null,
    };

    // A ] right after [ or [! stands for itself.
    private static bool HasOpenBracket(string part)
    {
        for (int open = part.IndexOf('[', StringComparison.Ordinal); open >= 0;)
        {
            int content = open + 1 + (part.AsSpan(open + 1).StartsWith("!") ? 1 : 0);
            int close = content + 1 <= part.Length ? part.IndexOf(']', content + 1) : -1;
            if (close < 0)
            {
                return true;
            }

            open = part.IndexOf('[', close);
        }

        return false;
    }
}
