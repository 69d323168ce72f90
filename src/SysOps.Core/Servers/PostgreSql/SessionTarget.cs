namespace SysOps.Servers.PostgreSql;

/// <summary>What sort of server "Target Session Attributes" asks for.</summary>
public sealed record SessionTarget(string Name)
{
    /// <summary>Whether another server will do when there is none of this sort.</summary>
    public bool IsPreference => Name.StartsWith("prefer-", StringComparison.Ordinal);

    public static SessionTarget Parse(string? text) => new(text?.ToLowerInvariant() ?? "any");

    /// <inheritdoc />
    public override string ToString() => Name;

    public async Task<bool> IsMetByAsync(PostgreSqlEndpoint endpoint, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase database = await PostgreSqlDatabase.OpenAsync(endpoint, null, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            return await database.SingleAsync(
                "SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'", reader => IsMetBy(reader.GetBoolean(0), reader.GetBoolean(1)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The rules of libpq (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-TARGET-SESSION-ATTRS).</summary>
    public bool IsMetBy(bool isStandby, bool isReadOnly) => Name switch
    {
        "primary" or "prefer-primary" => !isStandby,
        "standby" or "prefer-standby" => isStandby,
        "read-write" => !isReadOnly,
        "read-only" => isReadOnly,
        _ => true,
    };
}
