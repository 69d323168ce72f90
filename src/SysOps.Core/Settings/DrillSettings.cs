namespace SysOps.Settings;

/// <summary>Where restores are tried, and what must hold of what was restored.</summary>
public sealed record DrillSettings
{
    /// <summary>The server on which scratch databases are made; null: a private throw-away server on this machine.</summary>
    public DrillServerSettings? Server { get; init; }

    /// <summary>Full path of the folder in which scratch files, and a private server, are made; null: that for temporary files.</summary>
    public string? Path { get; init; }

    public IReadOnlyList<DrillAssertion> Assertions { get; init; } = [];
}
