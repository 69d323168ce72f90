namespace SysOps.Backups;

/// <summary>What a test found out about one backup.</summary>
public sealed record BackupTestResult
{
    /// <summary>The backup's name.</summary>
    public required string Name { get; init; }

    /// <summary>Failed when there is any finding.</summary>
    public required BackupTestOutcome Result { get; init; }

    public IReadOnlyList<BackupComponentTest> Components { get; init; } = [];

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<BackupFinding> Findings { get; init; } = [];

    /// <summary>What could not be looked at here, and what is worth knowing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How much of what is stored was looked at, 0–100.</summary>
    public double TestedPercent { get; init; }

    /// <summary>Whether it was restored into scratch places, and all of it compared.</summary>
    public bool Drilled { get; init; }

    /// <summary>What a drill took to restore all components one after the other, the measured recovery time (RTO); null without one, and when one of them could not be restored.</summary>
    public TimeSpan? RestoreDuration { get; init; }

    /// <summary>How old what was restored is, the recovery point (RPO); null without a drill.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>When the test began, in local time.</summary>
    public required DateTime Tested { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Full path of the backup's folder.</summary>
    public required string Path { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
