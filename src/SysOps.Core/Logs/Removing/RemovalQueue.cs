namespace SysOps.Logs.Removing;

/// <summary>Folders that are being emptied, some at once; what became of each is told in the order in which they were begun.</summary>
internal sealed class RemovalQueue(ILogRemovalPort port, EmptyFolders empty, bool planOnly) : IAsyncDisposable
{
    private readonly Queue<(FolderRemoval Folder, Task<FolderOutcome> Removing)> _removing = new();

    /// <summary>Asks, and begins with the folder. Waits when enough are at work.</summary>
    /// <param name="removal">Is disposed by the queue.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    public async Task AddAsync(FolderRemoval removal, CancellationToken cancellationToken)
    {
        bool[] confirmed;
        try
        {
            confirmed = removal.Planned.Count == 0 ? [] : await port.ConfirmAsync(removal.Planned).ConfigureAwait(false);
        }
        catch
        {
            removal.Dispose();
            throw;
        }

        _removing.Enqueue((removal, planOnly ? Task.FromResult(new FolderOutcome(removal.Planned)) : Task.Run(() => removal.Remove(confirmed, cancellationToken), CancellationToken.None)));
        await SettleAsync(2 * LogWalk.Workers).ConfigureAwait(false);
    }

    /// <summary>Waits until all are done and told.</summary>
    public Task CompleteAsync() => SettleAsync(0);

    /// <summary>When it ends early: what was begun ends before its folder is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_removing.TryDequeue(out (FolderRemoval Folder, Task<FolderOutcome> Removing) left))
        {
            using (left.Folder)
            {
                await ((Task)left.Removing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SettleAsync(int stillAtWork)
    {
        while (_removing.Count > stillAtWork)
        {
            (FolderRemoval removal, Task<FolderOutcome> removing) = _removing.Dequeue();
            using (removal)
            {
                FolderOutcome outcome = await removing.ConfigureAwait(false);
                empty.Note(removal.Folder, outcome.Removed.Count);
                await ReportAsync(outcome).ConfigureAwait(false);
            }
        }
    }

    private async Task ReportAsync(FolderOutcome outcome)
    {
        foreach (SysOpsException error in outcome.Errors)
        {
            await port.ReportErrorAsync(error).ConfigureAwait(false);
        }

        if (outcome.Removed.Count > 0)
        {
            await port.ReportAsync(outcome.Removed).ConfigureAwait(false);
        }
    }
}
