using SysOps.Backups.Retention;

namespace SysOps.Binding;

/// <summary>The error of a backup that was to go, and may not.</summary>
internal static class RemovalRefusal
{
    public static SysOpsException Of(BackupRetentionDecision decision) => new(
        ErrorCatalogue.BackupRemovalRefused, $"The backup '{decision.Name}' is not removed: {string.Join("; ", decision.Reasons)}.", "about_SysOps_Backups says what -Force lifts.", decision.Name);
}
