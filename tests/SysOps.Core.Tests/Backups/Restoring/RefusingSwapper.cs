using SysOps.Backups.Restoring;

namespace SysOps.Core.Tests.Backups.Restoring;

/// <summary>A database server that renames nothing.</summary>
internal sealed class RefusingSwapper : IDatabaseSwapper
{
    public Task<SwapState> StateOfAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.FromResult(SwapState.Pending);

    public Task CarryOutAsync(DatabaseSwap swap, CancellationToken cancellationToken) => throw new InvalidDataException("refused");

    public Task UndoAsync(DatabaseSwap swap, CancellationToken cancellationToken) => throw new InvalidOperationException("nothing was done");

    public Task DiscardAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task FinishAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.CompletedTask;
}
