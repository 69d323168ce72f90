using System.Text.Json;

namespace SysOps.Backups.Creating.Sources;

/// <summary>What became of a component.</summary>
internal sealed record SourceCopy
{
    /// <summary>What was read.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Files of the tree; tables of a database.</summary>
    public required long FileCount { get; init; }

    public required JsonElement Facts { get; init; }

    public IReadOnlyList<BackupProblem> Problems { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Names and versions of what was used.</summary>
    public IReadOnlyDictionary<string, string> Tools { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
