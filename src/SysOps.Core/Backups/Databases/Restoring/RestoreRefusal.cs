namespace SysOps.Backups.Databases.Restoring;

/// <summary>One reason not to restore.</summary>
/// <param name="Problem">What is wrong, as a sentence.</param>
/// <param name="LiftedBy">The option that restores all the same; null when there is none.</param>
public sealed record RestoreRefusal(string Problem, string? LiftedBy)
{
    /// <inheritdoc />
    public override string ToString() => LiftedBy is null ? Problem : $"{Problem} -{LiftedBy} restores all the same.";
}
