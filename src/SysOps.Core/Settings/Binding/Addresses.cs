using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Reads <c>host:port</c> and names of hosts.</summary>
internal static class Addresses
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, "host:port", out value) && (HostAndPort.TryParse(value, out _) || setting.Unexpected("host:port with a port from 1 to 65535, an IPv6 address in brackets: \"mail.example:25\", \"[::1]:25\""));

    public static bool TryReadHostName(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, "the name of a host", out value) && (Uri.CheckHostName(value) is not UriHostNameType.Unknown || setting.Unexpected("the name of a host such as \"db.example\", without scheme or port"));
}
