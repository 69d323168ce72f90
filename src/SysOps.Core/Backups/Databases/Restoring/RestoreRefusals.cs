using System.Globalization;
using SysOps.Backups.Databases.Facts;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>The reasons not to restore a dump on a server.</summary>
internal static class RestoreRefusals
{
    public static IReadOnlyList<RestoreRefusal> Of(DatabaseDumpSummary dump, TargetFacts target, RestoreOptions options) =>
    [
        .. Formats(dump), .. Server(dump, target), .. Missing(dump.Database, target, options),
        .. Left(options.Force, "Logical replication slots", target.LogicalSlots), .. Left(options.Force, "Subscriptions", target.Subscriptions), .. Left(options.Force, "Jobs of pg_cron", target.CronJobs),
        .. target.PreparedTransactions.Select(id => new RestoreRefusal($"The prepared transaction '{id}' holds the database: COMMIT PREPARED or ROLLBACK PREPARED it.", null)),
    ];

    private static IEnumerable<RestoreRefusal> Formats(DatabaseDumpSummary dump)
    {
        if (dump.Version > DatabaseDumpSummary.CurrentVersion)
        {
            yield return new RestoreRefusal("The backup was described by a newer SysOps: restore it with that.", null);
        }
    }

    private static IEnumerable<RestoreRefusal> Server(DatabaseDumpSummary dump, TargetFacts target)
    {
        if (target.IsStandby)
        {
            yield return new RestoreRefusal($"{target.ServerName} is a standby, which cannot be written: restore on its primary.", null);
        }
        else if (!target.MayCreateDatabases)
        {
            yield return new RestoreRefusal($"The user may not create databases on {target.ServerName}: grant CREATEDB, or restore as another.", null);
        }

        if (target.ServerMajor < dump.Database.ServerMajor)
        {
            yield return new RestoreRefusal(string.Create(CultureInfo.InvariantCulture, $"The dump is of PostgreSQL {dump.Database.ServerMajor}, and {target.ServerName} is {target.ServerMajor}: an older server may not understand it."), null);
        }
    }

    private static IEnumerable<RestoreRefusal> Missing(DatabaseFacts database, TargetFacts target, RestoreOptions options)
    {
        foreach (ExtensionFacts extension in database.Extensions.Where(extension => !target.AvailableExtensions.Contains(extension.Name, StringComparer.Ordinal)))
        {
            yield return new RestoreRefusal($"The extension '{extension.Name}' {extension.Version} is not installed on {target.ServerName}: install its package.", null);
        }

        if (options.NoOwner)
        {
            yield break;
        }

        foreach (string role in database.Roles.Except(target.Roles, StringComparer.Ordinal))
        {
            yield return new RestoreRefusal($"The role '{role}' is missing on {target.ServerName}: create it, or run globals.sql of the backup.", nameof(RestoreOptions.NoOwner));
        }

        foreach (string tablespace in database.Tablespaces.Except(target.Tablespaces, StringComparer.Ordinal))
        {
            yield return new RestoreRefusal($"The tablespace '{tablespace}' is missing on {target.ServerName}: create it.", nameof(RestoreOptions.NoOwner));
        }
    }

    private static IEnumerable<RestoreRefusal> Left(bool force, string what, IReadOnlyList<string> names)
    {
        if (!force && names.Count > 0)
        {
            yield return new RestoreRefusal($"{what} belong to the old database and do not move: {string.Join(", ", names)}. Drop them, and make them again afterwards.", nameof(RestoreOptions.Force));
        }
    }
}
