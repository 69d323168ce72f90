using System.Text.Json;

namespace SysOps.Backups.Manifests;

/// <summary>What a manifest says of one component.</summary>
public sealed record ManifestComponent
{
    /// <summary>Unique within the backup.</summary>
    public required string Name { get; init; }

    public required BackupComponentKind Kind { get; init; }

    /// <summary>Complete or Partial.</summary>
    public required BackupStatus Status { get; init; }

    /// <summary>What was read.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>What its files here take.</summary>
    public required long StoredBytes { get; init; }

    public required long FileCount { get; init; }

    /// <summary>When its window was opened: for a database its snapshot.</summary>
    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Finished { get; init; }

    /// <summary>Names of its files, of <see cref="BackupManifest.Files"/>.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What else its kind wants to know again; its own reader checks it.</summary>
    public JsonElement? Facts { get; init; }
}
