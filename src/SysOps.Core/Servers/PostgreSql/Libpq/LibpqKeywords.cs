using System.Globalization;
using Npgsql;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>
/// Every keyword of Npgsql's connection strings: the variable or the service entry of libpq that means the same
/// (https://www.postgresql.org/docs/current/libpq-envars.html), nothing where it concerns Npgsql alone, or a refusal. One that is not here is refused as well: to
/// drop what is not known could be to drop TLS.
/// </summary>
public static class LibpqKeywords
{
    public static IReadOnlyDictionary<string, LibpqKeyword> All { get; } = new LibpqKeyword[]
    {
        new("Host", LibpqHosts.Write),
        Within("Port"),
        new("Database", static (from, to) => to.Set("PGDATABASE", from.Database)),
        new("Username", static (from, to) => to.Set("PGUSER", from.Username)),
        new("Password", static (from, to) => to.Password = from.Password),
        new("Passfile", static (from, to) => to.Set("PGPASSFILE", from.Passfile)),
        new("Application Name", static (from, to) => to.Set("PGAPPNAME", from.ApplicationName)),
        new("Timeout", static (from, to) => to.Set("PGCONNECT_TIMEOUT", from.Timeout.ToString(CultureInfo.InvariantCulture))),
        new("Options", static (from, to) => to.AddOptions(from.Options)),
        new("Search Path", static (from, to) => to.AddOption("search_path", from.SearchPath)),
        new("Timezone", static (from, to) => to.AddOption("timezone", from.Timezone)),

        new("SSL Mode", LibpqTls.WriteMode),
        new("Root Certificate", static (from, to) => to.Set("PGSSLROOTCERT", from.RootCertificate)),
        new("SSL Certificate", LibpqTls.WriteCertificate),
        new("SSL Key", static (from, to) => to.Set("PGSSLKEY", from.SslKey)),
        new("SSL Password", static (from, to) => to.SetService("SSL Password", "sslpassword", from.SslPassword, since: 13)),
        new("SSL Negotiation", static (from, to) => to.SetFor("SSL Negotiation", "PGSSLNEGOTIATION", from.SslNegotiation is SslNegotiation.Direct ? "direct" : null, since: 17)),
        new("Check Certificate Revocation", static (from, _) => LibpqSettings.RefuseWhen(from.CheckCertificateRevocation, "Check Certificate Revocation", "libpq checks lists of revoked certificates in files only")),
        new("Channel Binding", static (from, to) => to.SetFor("Channel Binding", "PGCHANNELBINDING", LibpqTls.Lower(from.ChannelBinding), since: 13)),
        new("Require Auth", static (from, to) => to.SetFor("Require Auth", "PGREQUIREAUTH", LibpqTls.Methods(from.RequireAuth), since: 16)),

        new("GSS Encryption Mode", static (from, to) => to.SetFor("GSS Encryption Mode", "PGGSSENCMODE", LibpqTls.Lower(from.GssEncryptionMode), since: 12)),
        new("Kerberos Service Name", static (from, to) => to.Set("PGKRBSRVNAME", from.KerberosServiceName)),
        new("Include Realm", static (from, _) => LibpqSettings.RefuseWhen(string.IsNullOrEmpty(from.Username), "Include Realm", "libpq has no such rule for a user that is not named; name it by Username")),

        new("Target Session Attributes", static (from, to) => to.SetFor("Target Session Attributes", "PGTARGETSESSIONATTRS", LibpqHosts.Target(from), since: from.TargetSessionAttributes is "any" or "read-write" ? 10 : 14)),
        new("Load Balance Hosts", static (from, to) => to.SetFor("Load Balance Hosts", "PGLOADBALANCEHOSTS", from.LoadBalanceHosts ? "random" : null, since: 16)),
        new("TCP Keepalive", static (from, to) => to.SetService("TCP Keepalive", "keepalives", from.TcpKeepAlive ? "1" : null, since: 9)),
        new("TCP Keepalive Time", static (from, to) => to.SetService("TCP Keepalive Time", "keepalives_idle", LibpqHosts.Seconds(from.TcpKeepAliveTime), since: 9)),
        new("TCP Keepalive Interval", static (from, to) => to.SetService("TCP Keepalive Interval", "keepalives_interval", LibpqHosts.Seconds(from.TcpKeepAliveInterval), since: 9)),

        // How Npgsql works inside this process; what reaches the server, and how it is protected, does not depend on it. The encoding is
        // among them: a dump is written in the database's own.
        Within("Encoding"), Within("Client Encoding"), Within("Enlist"), Within("Persist Security Info"), Within("Log Parameters"), Within("Include Error Detail"),
        Within("Include Failed Batched Command"), Within("Pooling"), Within("Minimum Pool Size"), Within("Maximum Pool Size"), Within("Connection Idle Lifetime"), Within("Connection Pruning Interval"),
        Within("Connection Lifetime"), Within("Command Timeout"), Within("Internal Command Timeout"), Within("Cancellation Timeout"), Within("Host Recheck Seconds"), Within("Keepalive"),
        Within("Read Buffer Size"), Within("Write Buffer Size"), Within("Socket Receive Buffer Size"), Within("Socket Send Buffer Size"), Within("Max Auto Prepare"), Within("Auto Prepare Min Usages"),
        Within("No Reset On Close"), Within("Array Nullability Mode"), Within("Multiplexing"), Within("Write Coalescing Buffer Threshold Bytes"), Within("Load Table Composites"), Within("Server Compatibility Mode"),
        Within("Trust Server Certificate"),
    }.ToDictionary(keyword => keyword.Keyword, StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings of libpq for everything that the connection string says.</summary>
    /// <param name="builder">Of one server, with the password.</param>
    /// <param name="major">The major version of the programs: older ones do not know every setting.</param>
    /// <exception cref="SysOpsException">DatabaseSettingInvalid: a keyword that cannot be handed over.</exception>
    public static LibpqSettings Map(NpgsqlConnectionStringBuilder builder, int major)
    {
        var settings = new LibpqSettings(major);
        foreach (string key in builder.Keys)
        {
            LibpqKeyword keyword = All.GetValueOrDefault(key) ?? throw LibpqSettings.Refusal(key, "SysOps does not know what it means there");
            keyword.Write(builder, settings);
        }

        return settings;
    }

    private static LibpqKeyword Within(string keyword) => new(keyword, static (_, _) => { });
}
