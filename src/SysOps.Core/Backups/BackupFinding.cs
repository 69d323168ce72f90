namespace SysOps.Backups;

/// <summary>Something that is wrong with a backup.</summary>
public sealed record BackupFinding
{
    /// <summary>The name of the component; null when it is about the backup as a whole.</summary>
    public string? Component { get; init; }

    /// <summary>The file of the backup, such as <c>workspaces.tar.zst</c>.</summary>
    public string? File { get; init; }

    /// <summary>The entry within it.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public required string Text { get; init; }

    /// <inheritdoc />
    public override string ToString() => string.Join(": ", new[] { File, Path, Text }.OfType<string>());
}
