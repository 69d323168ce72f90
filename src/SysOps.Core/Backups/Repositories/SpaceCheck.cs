using SysOps.Settings;

namespace SysOps.Backups.Repositories;

/// <summary>Whether there is room for a backup, and for what must stay free beside it.</summary>
public static class SpaceCheck
{
    /// <param name="folder">A folder of the volume, which exists.</param>
    /// <param name="needed">What the backup will take at its peak, in bytes.</param>
    /// <param name="reserve">What must stay free.</param>
    /// <param name="files">How the volume is asked; null: the real one.</param>
    /// <exception cref="SysOpsException">BackupSpaceMissing: how much is needed, and how much there is.</exception>
    public static void Require(string folder, long needed, SpaceReserve reserve, IStoreFiles? files = null)
    {
        StoreSpace space = StoreErrors.Guard(folder, () => (files ?? new StoreFiles()).SpaceOf(folder));
        long kept = reserve.Of(space.Total);
        if (needed > space.Available - kept)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupSpaceMissing,
                $"The volume of '{folder}' has {Size.Format(space.Available)} free; the backup needs up to {Size.Format(needed)}, and {Size.Format(kept)} are to stay free (backups.reserve).",
                "Remove old backups with Remove-SystemBackup, or make room.",
                folder);
        }
    }
}
