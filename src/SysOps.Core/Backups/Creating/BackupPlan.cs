using SysOps.Settings;

namespace SysOps.Backups.Creating;

/// <summary>What a backup will hold, decided before anything is written.</summary>
public sealed class BackupPlan
{
    internal BackupPlan(BackupOptions options, IReadOnlyList<PlannedComponent> components)
    {
        Options = options;
        Components = components;
    }

    public BackupOptions Options { get; }

    /// <summary>The service is held when a command holds it and another lets it go on: one of them alone may do anything.</summary>
    public BackupConsistency Consistency => Options.Backups is { Before.Count: > 0, After.Count: > 0 } ? BackupConsistency.Quiesced : BackupConsistency.DatabaseFirst;

    /// <summary>What must be free in the repository, as far as that can be told beforehand.</summary>
    public long NeededBytes => Components.Sum(component => component.Estimate.NeededBytes);

    internal IReadOnlyList<PlannedComponent> Components { get; }

    /// <summary>The backup as it would be made now: its name and what is only known once all was read are missing.</summary>
    public SystemBackup ToSystemBackup(DateTimeOffset now) => new()
    {
        Name = "(planned)",
        Status = BackupStatus.Planned,
        Created = now.LocalDateTime,
        Components = Components.Select(Planned).ToArray(),
        SizeBytes = Components.Sum(component => component.Estimate.ReadBytes ?? 0),
        ChainLength = BackupLineage.Full.ChainLength,
        Consistency = Consistency,
        SystemName = Options.Settings.Name,
        Environment = Options.Settings.Environment,
        ComputerName = Environment.MachineName,
        Tags = Options.Tags.ToArray(),
        Description = Options.Description,
        Path = Options.Repository,
    };

    /// <summary>What will be done, in one line.</summary>
    public override string ToString() =>
        $"{string.Join(", ", Components.Select(component => component.Estimate.ReadBytes is { } bytes ? $"{component.Source.Name} ({Size.Format(bytes)})" : component.Source.Name))} of '{Options.Settings.Name}'";

    private static BackupComponent Planned(PlannedComponent component) => new()
    {
        Name = component.Source.Name,
        Kind = component.Source.Kind,
        Status = BackupStatus.Planned,
        SizeBytes = component.Estimate.ReadBytes ?? 0,
        StoredBytes = 0,
        FileCount = 0,
        Duration = TimeSpan.Zero,
    };
}
