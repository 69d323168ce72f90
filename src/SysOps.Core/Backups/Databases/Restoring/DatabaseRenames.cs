namespace SysOps.Backups.Databases.Restoring;

/// <summary>New names for databases, given all at once or not at all.</summary>
internal sealed record DatabaseRenames
{
    /// <summary>The one that people know, for errors.</summary>
    public required string Database { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<(string From, string To)> Steps { get; init; }

    /// <summary>The new name of the one that gets a comment.</summary>
    public required string Commented { get; init; }

    /// <summary>Null takes its comment away.</summary>
    public required string? Comment { get; init; }
}
