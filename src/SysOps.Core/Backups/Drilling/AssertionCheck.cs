using System.Globalization;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Whether the value that a query gave is what an assertion asks for.</summary>
internal static class AssertionCheck
{
    /// <param name="assertion">What must hold.</param>
    /// <param name="value">As the database gave it; null for no row, and for NULL.</param>
    /// <returns>What is wrong, as a sentence; null when it holds.</returns>
    public static string? Problem(DrillAssertion assertion, object? value)
    {
        string text = Text(value);
        if (assertion.EqualTo is { } expected)
        {
            return text == expected ? null : Describe(assertion, text, $"'{expected}'");
        }

        string range = (assertion.AtLeast, assertion.AtMost) switch
        {
            ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
            (_, var most) => string.Create(CultureInfo.InvariantCulture, $"at most {most}"),
        };
        bool holds = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !(number < assertion.AtLeast) && !(number > assertion.AtMost);
        return holds ? null : Describe(assertion, text, range);
    }

    private static string Describe(DrillAssertion assertion, string found, string expected) => $"The assertion '{assertion.Name}' does not hold: it gave '{found}', and {expected} is expected.";

    // As the configuration writes them.
    private static string Text(object? value) => value switch
    {
        null or DBNull => "",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
