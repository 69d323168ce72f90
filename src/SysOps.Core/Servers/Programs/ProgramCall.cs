namespace SysOps.Servers.Programs;

/// <summary>A program to be run: no shell reads its arguments, and no secret stands in them.</summary>
public sealed record ProgramCall
{
    /// <summary>Full path of the program.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>What it finds in its environment beside our own variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Our own variables that begin so do not reach it.</summary>
    public string? WithheldPrefix { get; init; }

    /// <summary>Its name without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
