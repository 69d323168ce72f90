using Npgsql;
using SysOps.Settings;

namespace SysOps.Servers.PostgreSql;

/// <summary>One server that a connection string names, and how to open it.</summary>
public sealed class PostgreSqlEndpoint
{
    private readonly NpgsqlConnectionStringBuilder _builder;

    private PostgreSqlEndpoint(NpgsqlConnectionStringBuilder builder)
    {
        _builder = builder;
        Host = builder.Host ?? "";
        Name = $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
        UserName = builder.Username ?? Environment.UserName;
    }

    /// <summary>host:port/database.</summary>
    public string Name { get; }

    public string Host { get; }

    public string UserName { get; }

    public int Port => _builder.Port;

    /// <summary>Whether a plain greeting comes before TLS, as it does unless the connection string asks for direct TLS.</summary>
    public bool IsGreeted => _builder.SslNegotiation is not SslNegotiation.Direct;

    /// <summary>Whether the server runs on this machine: a Unix socket or a loopback address.</summary>
    public bool IsLocal => Host.StartsWith('/') || Host.StartsWith('@') || Host is "localhost" or "::1" || Host.StartsWith("127.", StringComparison.Ordinal);

    /// <summary>Every server of the connection string, in its order.</summary>
    /// <exception cref="SysOpsException">DatabaseSettingInvalid; or a secret is missing.</exception>
    public static async Task<IReadOnlyList<PostgreSqlEndpoint>> ResolveAsync(DatabaseSettings settings, SecretResolver secrets, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder builder = await PostgreSqlConnectionString.ResolveAsync(settings, secrets, cancellationToken).ConfigureAwait(false);
        return Of(builder);
    }

    /// <summary>Every server of a connection string that is resolved already.</summary>
    internal static IReadOnlyList<PostgreSqlEndpoint> Of(NpgsqlConnectionStringBuilder builder) =>
        [.. builder.Host!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => Of(builder, host))];

    /// <summary>The source of one connection that belongs to nobody's pool. For a handful of numbers and texts no catalogue of types is read.</summary>
    /// <param name="limit">When Npgsql itself gives up connecting: it counts in whole seconds.</param>
    public NpgsqlDataSource CreateDataSource(TimeSpan limit)
    {
        string connectionString = new NpgsqlConnectionStringBuilder(_builder.ConnectionString) { Timeout = Math.Max(1, (int)Math.Ceiling(limit.TotalSeconds)) }.ConnectionString;
        return new NpgsqlSlimDataSourceBuilder(connectionString)
            .EnableTransportSecurity()
            .EnableIntegratedSecurity()
            .ConfigureTypeLoading(static types => types.EnableTypeLoading(false))
            .Build();
    }

    /// <summary>Another database of the same server.</summary>
    internal PostgreSqlEndpoint For(string database)
    {
        NpgsqlConnectionStringBuilder builder = ToBuilder();
        builder.Database = database;
        return new PostgreSqlEndpoint(builder);
    }

    /// <summary>A copy of what leads to this server, with the password.</summary>
    internal NpgsqlConnectionStringBuilder ToBuilder() => new(_builder.ConnectionString) { Password = _builder.Password };

    private static PostgreSqlEndpoint Of(NpgsqlConnectionStringBuilder all, string host)
    {
        var one = new NpgsqlConnectionStringBuilder(all.ConnectionString) { Password = all.Password, Host = host };
        one.Remove("Target Session Attributes");
        one.Remove("Load Balance Hosts");
        if (!host.StartsWith('/') && HostAndPort.TryParse(host, out HostAndPort? address))
        {
            one.Host = address.Host;
            one.Port = address.Port;
        }

        return new PostgreSqlEndpoint(one);
    }
}
