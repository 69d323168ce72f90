using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace SysOps.Settings.Binding;

/// <summary>Reads <c>host:port</c> and names of hosts.</summary>
internal static partial class Addresses
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, "host:port", out value) && (IsAddress(value) || setting.Unexpected("host:port with a port from 1 to 65535, an IPv6 address in brackets: \"mail.example:25\", \"[::1]:25\""));

    public static bool TryReadHostName(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, "the name of a host", out value) && (HostName().IsMatch(value) || setting.Unexpected("the name of a host such as \"db.example\", without scheme or port"));

    private static bool IsAddress(string text)
    {
        Match match = HostAndPort().Match(text);
        return match.Success
            && int.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is >= 1 and <= 65535
            && (!match.Groups["v6"].Success || IPAddress.TryParse(match.Groups["v6"].ValueSpan, out _));
    }

    [GeneratedRegex(@"\A(\[(?<v6>[0-9A-Fa-f:.%a-z]+)\]|[^\s:/\[\]@]+):(?<port>[0-9]{1,5})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"\A[^\s:/\[\]@]+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();
}
