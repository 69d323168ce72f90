namespace SysOps.Backups.Databases.Facts;

/// <summary>The value of a sequence, as the dump sets it.</summary>
public sealed record SequenceFacts
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public required long LastValue { get; init; }

    /// <summary>False when the next value is <see cref="LastValue"/> itself.</summary>
    public required bool IsCalled { get; init; }
}
