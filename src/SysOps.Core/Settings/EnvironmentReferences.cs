using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>
/// References to environment variables within a text: <c>${env:NAME}</c>. <c>$${env:NAME}</c> is no reference but the
/// text <c>${env:NAME}</c> itself.
/// </summary>
public static partial class EnvironmentReferences
{
    /// <summary>The text with each reference replaced by what <paramref name="valueOf"/> gives for its name.</summary>
    public static string Expand(string text, Func<string, string> valueOf) => Reference().Replace(text, match =>
        match.Groups["escape"].Success ? match.Value[1..]
        : IsWellFormed(match) ? valueOf(match.Groups["name"].Value)
        : match.Value);

    /// <summary>The names it refers to, in their order.</summary>
    public static IEnumerable<string> NamesIn(string text) =>
        References(text).Where(IsWellFormed).Select(match => match.Groups["name"].Value);

    /// <summary>The name, when the whole text is one reference; else null.</summary>
    public static string? WholeName(string text) =>
        References(text).FirstOrDefault() is { } match && IsWellFormed(match) && match.Length == text.Length ? match.Groups["name"].Value : null;

    /// <summary>Whether a reference is begun that has no end or no proper name, and so would be taken literally.</summary>
    public static bool HasMalformed(string text) => References(text).Any(match => !IsWellFormed(match));

    /// <summary>Whether it can be the name of a variable.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    private static IEnumerable<Match> References(string text) => Reference().Matches(text).Where(match => !match.Groups["escape"].Success);

    private static bool IsWellFormed(Match match) => match.Groups["end"].Success && IsName(match.Groups["name"].Value);

    [GeneratedRegex(@"(?<escape>\$)?\$\{env:(?<name>[^{}$]*)(?<end>\})?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
