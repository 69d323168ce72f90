using Npgsql;
using SysOps.Settings;

namespace SysOps.Servers.PostgreSql;

/// <summary>The configured connection string with its secrets, as SysOps uses it.</summary>
public static class PostgreSqlConnectionString
{
    // What Npgsql takes from the environment where the connection string is silent.
    private static readonly (string Keyword, string Variable)[] Variables =
    [
        ("Username", "PGUSER"), ("Password", "PGPASSWORD"), ("Passfile", "PGPASSFILE"), ("Root Certificate", "PGSSLROOTCERT"), ("SSL Certificate", "PGSSLCERT"), ("SSL Key", "PGSSLKEY"),
        ("Options", "PGOPTIONS"), ("Timezone", "PGTZ"), ("SSL Negotiation", "PGSSLNEGOTIATION"), ("GSS Encryption Mode", "PGGSSENCMODE"), ("Require Auth", "PGREQUIREAUTH"),
        ("Target Session Attributes", "PGTARGETSESSIONATTRS"),
    ];

    /// <exception cref="SysOpsException">DatabaseSettingInvalid; or a secret is missing.</exception>
    public static async Task<NpgsqlConnectionStringBuilder> ResolveAsync(DatabaseSettings settings, SecretResolver secrets, CancellationToken cancellationToken)
    {
        string text = await secrets.ResolveAsync(settings.ConnectionString, cancellationToken).ConfigureAwait(false);
        string? password = settings.Password is null ? null : await secrets.ResolveAsync(settings.Password, cancellationToken).ConfigureAwait(false);
        NpgsqlConnectionStringBuilder builder = Parse(text);
        builder.Password = password ?? builder.Password;
        secrets.Redactor.Add(builder.Password ?? "");
        secrets.Redactor.Add(builder.SslPassword ?? "");

        return string.IsNullOrEmpty(builder.Host)
            ? throw new SysOpsException(ErrorCatalogue.DatabaseSettingInvalid, "database.connectionString names no host.", "Write Host=…, a name, an address or the folder of a socket.", "database.connectionString")
            : builder;
    }

    /// <summary>The same with what Npgsql would take from its environment written out, for programs that do not get that environment.</summary>
    public static NpgsqlConnectionStringBuilder WithEnvironment(NpgsqlConnectionStringBuilder builder, Func<string, string?> environment, Redactor redactor)
    {
        var full = new NpgsqlConnectionStringBuilder(builder.ConnectionString) { Password = builder.Password };
        foreach ((string keyword, string variable) in Variables)
        {
            // ContainsKey answers for every keyword that Npgsql knows; Keys has those that are set.
            if (!full.Keys.Contains(keyword, StringComparer.OrdinalIgnoreCase) && environment(variable) is { Length: > 0 } value)
            {
                full[keyword] = value;
            }
        }

        redactor.Add(full.Password ?? "");
        return full;
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text)
            {
                Pooling = false,
                Enlist = false,
                ApplicationName = "SysOps",
                IncludeErrorDetail = false,
                PersistSecurityInfo = false,

                // The limit of a command is the server's statement_timeout and the caller's token.
                CommandTimeout = 0,
                CancellationTimeout = 200,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            // The message of the exception may quote what it did not understand, and that may be the password.
            throw new SysOpsException(ErrorCatalogue.DatabaseSettingInvalid, "database.connectionString is not a connection string of Npgsql.", "Write key=value pairs separated by semicolons: Host=…;Port=…;Database=…;Username=….", "database.connectionString");
        }
    }
}
