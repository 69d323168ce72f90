namespace SysOps.Logs.Rules;

/// <summary>How rotated logs are compressed.</summary>
public sealed record CompressionRule
{
    public bool IsOn { get; init; }

    /// <summary>The newest one is left as it is until the next rotation.</summary>
    public bool IsDelayed { get; init; }

    public string Program { get; init; } = "/bin/gzip";

    public string UncompressProgram { get; init; } = "/bin/gunzip";

    /// <summary>With its dot.</summary>
    public string Extension { get; init; } = ".gz";

    /// <summary>What the program is told.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
