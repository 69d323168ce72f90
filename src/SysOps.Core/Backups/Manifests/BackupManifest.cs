using System.Text.Json.Serialization;

namespace SysOps.Backups.Manifests;

/// <summary>
/// What <c>manifest.json</c> of a backup says. Times are UTC. A change of its members is a new <see cref="FormatVersion"/>:
/// one that is not known is refused. All but what may be null is required, so that a damaged name never reads as a missing member.
/// </summary>
public sealed record BackupManifest
{
    /// <summary>The only version there is.</summary>
    public const int CurrentVersion = 1;

    public const string FileName = "manifest.json";

    public required int FormatVersion { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>From 1, counted within the repository.</summary>
    public required long Sequence { get; init; }

    /// <summary>Complete or Partial.</summary>
    public required BackupStatus Status { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From the beginning until all was written, by a clock that is never set.</summary>
    public required TimeSpan Duration { get; init; }

    public required string Host { get; init; }

    public required string SystemName { get; init; }

    public string? Environment { get; init; }

    public required BackupConsistency Consistency { get; init; }

    /// <summary>Null for a full backup.</summary>
    public ManifestParent? Parent { get; init; }

    /// <summary>How many backups a restore needs: 1 for a full one.</summary>
    public required int ChainLength { get; init; }

    /// <summary>Names and versions of what made it: sysops, pg_dump, the server, zstd.</summary>
    public required IReadOnlyDictionary<string, string> Tools { get; init; }

    public required IReadOnlyList<ManifestComponent> Components { get; init; }

    /// <summary>Every file of the backup but this one, the sums, the labels and the verifications.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<BackupProblem> Problems { get; init; }

    [JsonIgnore]
    public bool IsIncremental => Parent is not null;
}
