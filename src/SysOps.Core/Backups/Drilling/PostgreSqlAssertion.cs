using System.Globalization;
using SysOps.Servers.PostgreSql;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Asks a restored database of PostgreSQL, in a transaction that only reads and for no longer than a limit.</summary>
internal sealed class PostgreSqlAssertion(PinnedServer server, string database, TimeSpan limit)
{
    /// <returns>What is wrong, as a sentence; null when the assertion holds.</returns>
    public async Task<string?> ProblemAsync(DrillAssertion assertion, string query, CancellationToken cancellationToken)
    {
        try
        {
            // A session of its own: a query that fails takes its transaction with it.
            PostgreSqlDatabase session = await server.OpenAsync(database, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                await session.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {(long)limit.TotalMilliseconds}; BEGIN READ ONLY"), cancellationToken).ConfigureAwait(false);
                IReadOnlyList<object?> values = await session.ReadAsync(query, reader => reader.IsDBNull(0) ? null : reader.GetValue(0), cancellationToken).ConfigureAwait(false);
                return AssertionCheck.Problem(assertion, values.Count == 0 ? null : values[0]);
            }
        }
        catch (SysOpsException exception)
        {
            return $"The assertion '{assertion.Name}' cannot be asked: {exception.Message}";
        }
    }
}
