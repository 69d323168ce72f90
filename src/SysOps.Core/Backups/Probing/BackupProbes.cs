using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Backups.Probing;

/// <summary>The probe of the backups.</summary>
public static class BackupProbes
{
    /// <summary>None when the configuration has no section <c>backups</c>.</summary>
    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings) => settings.Backups is { } backups ? [new BackupProbe(backups, [.. Kinds(settings)])] : [];

    // A set with the configuration alone would hide that the data are no longer backed up; and who leaves it out, as it holds secrets, has backups all the same.
    private static IEnumerable<BackupComponentKind> Kinds(SystemSettings settings)
    {
        if (settings.Database is not null)
        {
            yield return BackupComponentKind.Database;
        }

        if (settings.Workspaces is not null)
        {
            yield return BackupComponentKind.Workspaces;
        }
    }
}
