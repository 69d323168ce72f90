namespace SysOps.Backups.Restoring.Items;

/// <summary>What puts one component in place.</summary>
internal sealed record ItemSwaps
{
    public IReadOnlyList<TreeSwap> Trees { get; init; } = [];

    public DatabaseSwap? Database { get; init; }
}
