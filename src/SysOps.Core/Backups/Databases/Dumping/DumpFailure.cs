using SysOps.Servers.PostgreSql;
using SysOps.Servers.Programs;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>Why a program of a dump failed, with what it said, and what to do.</summary>
internal static class DumpFailure
{
    private static readonly (string Said, string Remedy)[] Remedies =
    [
        ("No space left on device", "Free space there, or stage the dump elsewhere."),
        ("canceling statement due to", "A table is locked for longer than a minute: end what holds it (see pg_locks), and try again."),
        ("row-level security", "Dump as a role that owns the tables or has BYPASSRLS."),
        ("permission denied", "Grant the role pg_read_all_data, or dump as the owner."),
        ("password authentication failed", "Check database.password."),
    ];

    public static SysOpsException Describe(string program, ProgramEnd end, PinnedServer server, string staging)
    {
        string remedy = Remedies.FirstOrDefault(known => end.ErrorText.Contains(known.Said, StringComparison.Ordinal)).Remedy ?? "See what it says; nothing of this dump is kept.";
        return new SysOpsException(ErrorCatalogue.DatabaseDumpFailed, $"{program} of {server.Endpoint.Name} into '{staging}' {end.HowItEnded}: {end.ErrorText}".TrimEnd(':', ' '), remedy, server.Endpoint.Name);
    }
}
