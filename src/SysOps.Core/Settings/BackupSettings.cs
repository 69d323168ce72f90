namespace SysOps.Settings;

/// <summary>The section <c>backups</c>.</summary>
public sealed record BackupSettings
{
    /// <summary>Full path of the repository.</summary>
    public required string Path { get; init; }

    /// <summary>When the newest complete backup is older, the backups are Unhealthy; null: any age will do.</summary>
    public TimeSpan? MaxAge { get; init; }

    public RetentionSettings? Retention { get; init; }

    /// <summary>What a backup must leave free on the repository's volume.</summary>
    public SpaceReserve Reserve { get; init; } = SpaceReserve.Default;

    /// <summary>After how long a backup is a full one again.</summary>
    public TimeSpan FullEvery { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many of the files that seem unchanged are read all the same, 0–100.</summary>
    public double RereadPercent { get; init; } = 2;

    /// <summary>The program and its arguments that hold the service still; none when empty.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The program and its arguments that let it go on; run on every way a backup ends.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Names of <c>services</c> that are stopped while a backup is taken.</summary>
    public IReadOnlyList<string> StopServices { get; init; } = [];

    /// <summary>How long to wait while another command holds the repository.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The folder with pg_dump and pg_restore; null: PATH, then the folder of the server's version.</summary>
    public string? PostgreSqlPrograms { get; init; }

    /// <summary>Whether the roles in the database's dump have their passwords, as the server keeps them; only a superuser may read them.</summary>
    public bool RolePasswords { get; init; }

    /// <summary>Of zstd, 1–19.</summary>
    public int CompressionLevel { get; init; } = 3;

    public DrillSettings Drill { get; init; } = new();
}
