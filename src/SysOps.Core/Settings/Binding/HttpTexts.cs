using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace SysOps.Settings.Binding;

/// <summary>Reads what HTTP calls tokens (RFC 9110, 5.6.2).</summary>
internal static partial class HttpTexts
{
    public static bool TryReadMethod(Setting setting, [MaybeNullWhen(false)] out string value)
    {
        bool read = Texts.TryRead(setting, out value) && (IsToken(value) || setting.Unexpected("a method of HTTP such as \"GET\" or \"HEAD\""));
        value = read ? value!.ToUpperInvariant() : null;
        return value is not null;
    }

    public static bool IsToken(string text) => Token().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
