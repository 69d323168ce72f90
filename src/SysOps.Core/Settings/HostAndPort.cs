using System.Globalization;

namespace SysOps.Settings;

/// <summary>An address such as <c>mail.example:25</c>, <c>127.0.0.1:25</c> or <c>[::1]:25</c>.</summary>
public sealed record HostAndPort(string Host, int Port)
{
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HostAndPort? address)
    {
        address = null;
        int colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
        {
            return false;
        }

        string host = text![..colon];
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        host = bracketed ? host[1..^1] : host;
        UriHostNameType type = Uri.CheckHostName(host);
        if (bracketed != type is UriHostNameType.IPv6 || type is UriHostNameType.Unknown)
        {
            return false;
        }

        address = new HostAndPort(host, port);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
