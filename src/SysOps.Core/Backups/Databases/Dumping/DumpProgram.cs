using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Servers.Programs;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>Runs a program of a dump or a restore; of one that fails, an error with what it said and what to do.</summary>
internal static class DumpProgram
{
    // The values of a row are compared as text, so the session of pg_dump must write them as the one that compares will. The service's own settings do not disturb either.
    private static readonly (string Name, string Value)[] Options =
        [("timezone", "UTC"), ("bytea_output", "hex"), ("statement_timeout", "0"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0"), ("default_transaction_read_only", "off")];

    private static readonly (string Said, string Remedy)[] Remedies =
    [
        ("No space left on device", "Free space there, or stage the dump elsewhere."),
        ("canceling statement due to", "A table is locked for longer than a minute: end what holds it (see pg_locks), and try again."),
        ("row-level security", "Dump as a role that owns the tables or has BYPASSRLS."),
        ("permission denied for table pg_authid", "Only a superuser reads the passwords of roles: leave backups.rolePasswords out."),
        ("permission denied", "Grant the role pg_read_all_data, or work as the owner."),
        ("password authentication failed", "Check database.password."),
    ];

    /// <exception cref="SysOpsException">DatabaseDumpFailed.</exception>
    public static Task RunAsync(PostgreSqlPrograms programs, string program, PinnedServer server, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(programs, program, server, arguments, ErrorCatalogue.DatabaseDumpFailed, cancellationToken);

    /// <exception cref="SysOpsException">Under the given id.</exception>
    public static async Task RunAsync(PostgreSqlPrograms programs, string program, PinnedServer server, IReadOnlyList<string> arguments, ErrorId failure, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(program);
        ProgramEnd end;
        try
        {
            end = await programs.RunAsync(program, arguments, server, Options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SysOpsException(failure, $"{name} could not be run: {exception.Message}", "See the reason.", server.Endpoint.Name, exception);
        }

        if (!end.HasSucceeded)
        {
            string remedy = Remedies.FirstOrDefault(known => end.ErrorText.Contains(known.Said, StringComparison.Ordinal)).Remedy ?? "See what it says.";
            throw new SysOpsException(failure, $"{name} for {server.Endpoint.Name} {end.HowItEnded}: {end.ErrorText}".TrimEnd(':', ' '), remedy, server.Endpoint.Name);
        }
    }
}
