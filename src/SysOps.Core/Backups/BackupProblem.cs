namespace SysOps.Backups;

/// <summary>One file that is not in a backup as it should be, and why.</summary>
public sealed record BackupProblem
{
    /// <summary>The component's name.</summary>
    public required string Component { get; init; }

    /// <summary>Relative to the component's root; bytes that are not UTF-8 are shown as replacement characters.</summary>
    public required string Path { get; init; }

    /// <summary>The path's own bytes, when they are not UTF-8.</summary>
    public byte[]? PathBytes { get; init; }

    public required string Reason { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Component}: {Path}: {Reason}";
}
