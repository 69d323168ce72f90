using SysOps.Backups.Restoring;

namespace SysOps.Core.Tests.Backups.Restoring;

/// <summary>A server that renames nothing.</summary>
internal sealed class RefusingSwapper : IDatabaseSwapper
{
    public Task CarryOutAsync(DatabaseSwap swap, CancellationToken cancellationToken) => throw new InvalidDataException("It is in use.");

    public Task UndoAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DiscardAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task FinishAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.CompletedTask;
}
