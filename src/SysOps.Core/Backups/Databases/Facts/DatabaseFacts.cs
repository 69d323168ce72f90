namespace SysOps.Backups.Databases.Facts;

/// <summary>What belongs to a database and does not stand in its dump: what CREATE DATABASE and the settings of the database must say again.</summary>
public sealed record DatabaseFacts
{
    public required string Name { get; init; }

    /// <summary>As the server says it, such as "15.18 (Debian …)".</summary>
    public required string ServerVersion { get; init; }

    public required int ServerMajor { get; init; }

    /// <summary>Of the snapshot, for information: a dump is no point that WAL could be replayed from.</summary>
    public string? Lsn { get; init; }

    public required DateTimeOffset SnapshotTime { get; init; }

    public required long SizeBytes { get; init; }

    public required DatabaseLocale Locale { get; init; }

    public required string Owner { get; init; }

    public string? Comment { get; init; }

    /// <summary>-1 for none.</summary>
    public required int ConnectionLimit { get; init; }

    public required bool AllowsConnections { get; init; }

    public required bool IsTemplate { get; init; }

    public required string Tablespace { get; init; }

    /// <summary>Null where nothing was ever granted or revoked, so that the defaults hold.</summary>
    public IReadOnlyList<DatabaseGrant>? Grants { get; init; }

    public IReadOnlyList<DatabaseSessionSetting> Settings { get; init; } = [];

    public IReadOnlyList<ExtensionFacts> Extensions { get; init; } = [];

    /// <summary>Every role that owns something in the database or that something there is granted to.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Those that hold something of the database, the default ones aside.</summary>
    public IReadOnlyList<string> Tablespaces { get; init; } = [];
}
