using SysOps.Backups.Databases.Facts;
using SysOps.Files;
using SysOps.Servers.PostgreSql;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Chooses the server of a drill: the configured one; on request the source; else a private one on this machine.</summary>
internal static class DrillServers
{
    private const double Growth = 2; // Indexes, and what sorting them takes, beside the data of a dump.

    /// <exception cref="SysOpsException">BackupDrillNotPossible, or why the server cannot be used.</exception>
    public static async Task<DrillServer> OpenAsync(DatabaseDumpSummary dump, DrillFolder folder, DrillOptions options, CancellationToken cancellationToken)
    {
        long needed = (long)(Math.Max(dump.DataBytes, dump.Database.SizeBytes) * Growth);
        if (options.OnSource)
        {
            return await OnSourceAsync(needed, options, cancellationToken).ConfigureAwait(false);
        }

        if (options.Settings.Backups?.Drill.Server is { } configured)
        {
            DatabaseSettings settings = new() { ConnectionString = configured.ConnectionString, Password = configured.Password, BaseFolder = folder.Path };
            PinnedServer server = await PinnedServer.FindAsync(settings, options.Secrets, cancellationToken).ConfigureAwait(false);
            return new DrillServer(server, server.Endpoint.Name);
        }

        RequireSpace(folder.Path, needed);
        return await PrivateServer.StartAsync(dump.Database.ServerMajor, folder, options, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DrillServer> OnSourceAsync(long needed, DrillOptions options, CancellationToken cancellationToken)
    {
        DatabaseSettings settings = options.Settings.Database is { Provider: DatabaseProvider.PostgreSql } database ? database
            : throw NotPossible("-OnSource needs the database of the configuration, and it names none of PostgreSQL.", "Name the configuration with -ConfigurationPath, or leave -OnSource out.", "database");
        PinnedServer server = await PinnedServer.FindAsync(settings, options.Secrets, cancellationToken).ConfigureAwait(false);
        RequireSpace(await DataFolderAsync(server, cancellationToken).ConfigureAwait(false), needed);
        return new DrillServer(server, $"{server.Endpoint.Name}, the source");
    }

    // A server tells nobody how much is free on its disk, so that must be seen from the same machine: a drill must never fill the disk of the live system.
    private static async Task<string> DataFolderAsync(PinnedServer server, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase database = await server.OpenMaintenanceAsync(null, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            IReadOnlyList<string> folder = await database.ReadAsync("SELECT setting FROM pg_catalog.pg_settings WHERE name = 'data_directory'", reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
            return server.Endpoint.IsLocal && folder.Count > 0 && Directory.Exists(folder[0]) ? folder[0] : throw NotPossible(
                $"How much is free on the disk of {server.Endpoint.Name} cannot be seen from here, and a drill must not fill it.",
                "Run it on the machine of the server as a user who may read data_directory (pg_read_all_settings), or leave -OnSource out.",
                server.Endpoint.Name);
        }
    }

    private static void RequireSpace(string folder, long needed)
    {
        long free = OperatingSystem.IsLinux() ? FileSystemUsage.Of(folder).AvailableBytes : long.MaxValue;
        if (needed > free)
        {
            throw NotPossible($"The drill needs about {Size.Format(needed)} on the volume of '{folder}', and {Size.Format(free)} are free.", "Free space, choose another folder by backups.drill.path, or a server by backups.drill.server.", folder);
        }
    }

    private static SysOpsException NotPossible(string message, string remedy, string target) => new(ErrorCatalogue.BackupDrillNotPossible, message, remedy, target);
}
