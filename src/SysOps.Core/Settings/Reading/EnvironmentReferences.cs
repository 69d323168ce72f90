using System.Text.RegularExpressions;

namespace SysOps.Settings.Reading;

/// <summary>Replaces <c>${env:NAME}</c> in a text; <c>$${env:NAME}</c> stands for the letters themselves.</summary>
internal static partial class EnvironmentReferences
{
    public static bool Any(string text) => Reference().Matches(text).Any(match => !match.Groups["escape"].Success);

    /// <param name="text">The text with references.</param>
    /// <param name="value">Gives the value of a variable.</param>
    public static string Replace(string text, Func<string, string> value) =>
        Reference().Replace(text, match => match.Groups["escape"].Success ? match.Value[1..] : value(match.Groups["name"].Value));

    [GeneratedRegex(@"(?<escape>\$)?\$\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
