using SysOps.Backups.Manifests;

namespace SysOps.Backups.Restoring;

/// <summary>What a restore would do, item by item, decided before anything is changed.</summary>
public sealed record RestorePlan
{
    /// <summary>The backup's name.</summary>
    public required string Backup { get; init; }

    /// <summary>When it was begun, in local time.</summary>
    public required DateTime BackupCreated { get; init; }

    public required BackupStatus BackupStatus { get; init; }

    /// <summary>The system that the backup is of.</summary>
    public required string BackupSystemName { get; init; }

    /// <summary>The system that is restored: its configuration's name.</summary>
    public required string SystemName { get; init; }

    public string? Environment { get; init; }

    public required IReadOnlyList<RestorePlanItem> Items { get; init; }

    public required long WrittenBytes { get; init; }

    /// <summary>Of what would be overwritten, replaced or deleted.</summary>
    public required long LostBytes { get; init; }

    /// <summary>Why it will not be done; empty when it can be.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether Restore-SystemBackup would do it.</summary>
    public required bool IsPossible { get; init; }

    /// <summary>Full path of the configuration; null when there was none.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>What was asked for.</summary>
    public required RestoreRequest Request { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{string.Join("; ", Items)} from {Backup}";

    internal static RestorePlan Of(RestoreContext context, IReadOnlyList<RestorePlanItem> items, IReadOnlyList<string> notes)
    {
        BackupManifest manifest = context.Source.Manifest;
        string[] refusals = [.. items.SelectMany(item => item.Refusals.Select(refusal => $"{item.Name}: {refusal}"))];
        if (context.Request.Include.Count > 0 && refusals.Length == 0 && items.All(item => item.Matched == 0))
        {
            refusals = [$"Nothing in the backup matches {string.Join(", ", context.Request.Include.Select(pattern => $"'{pattern}'"))}."];
        }

        return new RestorePlan
        {
            Backup = manifest.Name,
            BackupCreated = manifest.Created.LocalDateTime,
            BackupStatus = manifest.Status,
            BackupSystemName = manifest.SystemName,
            SystemName = context.Services.Settings.Name,
            Environment = context.Services.Settings.Environment,
            Items = items.ToArray(),
            WrittenBytes = items.Sum(item => item.WrittenBytes),
            LostBytes = items.Sum(item => item.LostBytes),
            Refusals = refusals,
            Notes = notes.ToArray(),
            IsPossible = refusals.Length == 0,
            ConfigurationPath = context.Services.Settings.SourcePath,
            Request = context.Request,
        };
    }
}
