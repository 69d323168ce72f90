using SysOps.Backups.Repositories;

namespace SysOps.Backups.Copying;

/// <summary>What copying one backup means, decided before anything is written.</summary>
public sealed record BackupCopyPlan
{
    public required BackupName Name { get; init; }

    /// <summary>The backup and all that it builds on, the full one first.</summary>
    public required IReadOnlyList<CopiedBackup> Chain { get; init; }

    /// <summary>What is told of: all that is copied, and the backup itself.</summary>
    public IEnumerable<CopiedBackup> Told => Chain.Where(one => !one.IsPresent || one.Name == Name);

    /// <summary>Those that are not there yet, in the order in which they are copied.</summary>
    public IEnumerable<CopiedBackup> Missing => Chain.Where(one => !one.IsPresent);

    public long NeededBytes => Missing.Sum(one => one.SizeBytes);

    /// <summary>What will be done, in one line.</summary>
    public override string ToString()
    {
        int missing = Missing.Count();
        return missing == 0
            ? $"the backup '{Name}', which is there already,"
            : $"the backup '{Name}'{(Chain.Count > 1 ? $" with those it builds on, {missing} of {Chain.Count}" : "")} ({Settings.Size.Format(NeededBytes)})";
    }
}
