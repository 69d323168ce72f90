using System.Globalization;
using Npgsql;
using SysOps.Settings;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>Which servers, in libpq's words: the lists of hosts and of ports stand side by side.</summary>
internal static class LibpqHosts
{
    public static void Write(NpgsqlConnectionStringBuilder from, LibpqSettings to)
    {
        HostAndPort[] hosts = [.. (from.Host ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => Parse(host, from.Port))];
        to.Set("PGHOST", string.Join(',', hosts.Select(host => host.Host)));
        to.Set("PGPORT", string.Join(',', hosts.Select(host => host.Port.ToString(CultureInfo.InvariantCulture))));
    }

    public static string? Target(NpgsqlConnectionStringBuilder from)
    {
        LibpqSettings.RefuseWhen(from.TargetSessionAttributes is "prefer-primary", "Target Session Attributes", "libpq has no prefer-primary");
        return from.TargetSessionAttributes;
    }

    /// <summary>Null for zero, which leaves it to the system on both sides.</summary>
    public static string? Seconds(int seconds) => seconds == 0 ? null : seconds.ToString(CultureInfo.InvariantCulture);

    // A path is the folder of a socket, and an @ begins a name of Linux's abstract space, in both libraries.
    private static HostAndPort Parse(string host, int port) =>
        !host.StartsWith('/') && !host.StartsWith('@') && HostAndPort.TryParse(host, out HostAndPort? address) ? address : new HostAndPort(host, port);
}
