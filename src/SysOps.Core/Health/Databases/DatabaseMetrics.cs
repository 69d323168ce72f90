namespace SysOps.Health.Databases;

/// <summary>What was measured of the database.</summary>
public abstract record DatabaseMetrics : HealthMetrics
{
    public string? Version { get; init; }

    public TimeSpan? ConnectTime { get; init; }

    /// <summary>Of the configured health query.</summary>
    public TimeSpan? QueryTime { get; init; }

    /// <summary>What the health query returned, as text.</summary>
    public string? QueryResult { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Free space of the volume with the data.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>Share of the volume with the data that is in use.</summary>
    public double? VolumeUsedPercent { get; init; }

    /// <summary>Why the volume is not known; null when it is.</summary>
    public string? VolumeUnknown { get; init; }
}
