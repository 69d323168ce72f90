namespace SysOps.Logs.Removing;

/// <summary>Where logs are looked for, and which files there are meant.</summary>
public sealed record LogPlace
{
    /// <summary>Full path.</summary>
    public required string Folder { get; init; }

    public ILogSelection Selection { get; init; } = new SeriesSelection();

    /// <summary>Whether the folders below it are looked into as well.</summary>
    public bool Recurse { get; init; }
}
