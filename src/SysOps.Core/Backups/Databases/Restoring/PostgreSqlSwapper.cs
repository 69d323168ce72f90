using SysOps.Backups.Restoring;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>Exchanges databases of PostgreSQL by their names; which is which is told by their numbers.</summary>
public sealed class PostgreSqlSwapper(PinnedServer server, TimeProvider time) : IDatabaseSwapper
{
    /// <inheritdoc />
    public async Task CarryOutAsync(DatabaseSwap swap, CancellationToken cancellationToken)
    {
        switch (await NameOfScratchAsync(swap, cancellationToken).ConfigureAwait(false))
        {
            case { } name when name == swap.Name:
                return;
            case { } name when name == swap.Scratch:
                cancellationToken.ThrowIfCancellationRequested();
                (string, string)[] away = swap.Previous is null ? [] : [(swap.Name, swap.Previous)];
                await RenameAsync(swap, [.. away, (swap.Scratch, swap.Name)], swap.Name, swap.Comment).ConfigureAwait(false);
                return;
            default:
                throw new SysOpsException(
                    ErrorCatalogue.RestoreTargetChanged, $"The scratch database '{swap.Scratch}' is gone: somebody has dropped or renamed it.", "Give this restore up with Restore-SystemBackup -Rollback, and restore again.", swap.Scratch);
        }
    }

    /// <inheritdoc />
    public async Task UndoAsync(DatabaseSwap swap, CancellationToken cancellationToken)
    {
        if (await NameOfScratchAsync(swap, cancellationToken).ConfigureAwait(false) == swap.Name)
        {
            (string, string)[] back = swap.Previous is null ? [] : [(swap.Previous, swap.Name)];
            await RenameAsync(swap, [(swap.Name, swap.Scratch), .. back], swap.Scratch, ScratchDatabases.CommentOf(swap.Name, time.GetUtcNow())).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async Task DiscardAsync(DatabaseSwap swap, CancellationToken cancellationToken)
    {
        // One whose number was not noted yet is known by name and comment.
        bool isScratch = swap.ScratchId is null
            ? (await ScratchDatabases.ListAsync(server, cancellationToken).ConfigureAwait(false)).Any(database => database.Name == swap.Scratch)
            : await NameOfScratchAsync(swap, cancellationToken).ConfigureAwait(false) == swap.Scratch;
        if (isScratch)
        {
            await DropAsync(swap.Scratch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async Task FinishAsync(DatabaseSwap swap, CancellationToken cancellationToken)
    {
        if (swap is { RemovePrevious: true, Previous: { } previous } && await ExistsAsync(previous, cancellationToken).ConfigureAwait(false))
        {
            await DropAsync(previous, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> NameOfScratchAsync(DatabaseSwap swap, CancellationToken cancellationToken) =>
        (await AskAsync("SELECT datname FROM pg_catalog.pg_database WHERE oid::bigint = $1", swap.ScratchId ?? 0, cancellationToken).ConfigureAwait(false)).SingleOrDefault();

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        (await AskAsync("SELECT datname FROM pg_catalog.pg_database WHERE datname = $1", name, cancellationToken).ConfigureAwait(false)).Count > 0;

    private async Task<IReadOnlyList<string>> AskAsync(string query, object value, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(null, cancellationToken).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            return await maintenance.ReadAsync(query, reader => reader.GetString(0), cancellationToken, value).ConfigureAwait(false);
        }
    }

    // Once it has begun it is let finish: it takes seconds, and its outcome would be unknown.
    private async Task RenameAsync(DatabaseSwap swap, IReadOnlyList<(string From, string To)> steps, string commented, string? comment)
    {
        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(swap.Name, CancellationToken.None).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            await DatabaseExchange.RunAsync(server, maintenance, new DatabaseRenames { Database = swap.Name, Steps = steps, Commented = commented, Comment = comment }, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(name, cancellationToken).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            await ScratchDatabases.DropAsync(maintenance, name, cancellationToken).ConfigureAwait(false);
        }
    }
}
