using System.Text.Json;

namespace SysOps.Backups.Repositories;

/// <summary>One line of <c>verification.jsonl</c>: what was verified of a backup, when, and how it ended.</summary>
public sealed record BackupVerification
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether nothing was found.</summary>
    public required bool Passed { get; init; }

    /// <summary>Whether it was restored into a scratch place and compared.</summary>
    public bool Drill { get; init; }

    /// <summary>How much of the stored bytes was read, 0–100.</summary>
    public required double SamplePercent { get; init; }

    public string? Host { get; init; }

    /// <summary>Whatever else the verification wants to keep.</summary>
    public JsonElement? Details { get; init; }
}
