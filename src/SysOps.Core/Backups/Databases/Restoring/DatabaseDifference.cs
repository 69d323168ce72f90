namespace SysOps.Backups.Databases.Restoring;

/// <summary>Something that is not in the restored database as it was in the dumped one.</summary>
/// <param name="Kind">Table, Sequence, LargeObject or MaterializedView.</param>
/// <param name="Name">Which.</param>
/// <param name="Problem">What is different.</param>
public sealed record DatabaseDifference(string Kind, string Name, string Problem)
{
    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Name}: {Problem}";
}
