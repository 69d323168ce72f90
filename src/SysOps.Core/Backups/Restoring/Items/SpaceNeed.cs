using System.Globalization;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Whether there is room for what is staged.</summary>
internal static class SpaceNeed
{
    private const int EntryBytes = 4096; // What an inode and the rest of its last block take, about.

    public static long Of(TreePlan plan) =>
        plan.WrittenBytes + (EntryBytes * (plan.CountOf(RestoreAction.Create) + plan.CountOf(RestoreAction.Overwrite) + plan.CountOf(RestoreAction.Replace)));

    /// <summary>Null where it cannot be told.</summary>
    public static long? FreeIn(string folder) => OperatingSystem.IsLinux() ? FileSystemUsage.Of(TargetPlace.ExistingFolder(folder)).AvailableBytes : null;

    public static IEnumerable<string> Refusals(string folder, long needed)
    {
        if (FreeIn(folder) is { } free && needed > free)
        {
            yield return $"On the volume of '{folder}' {Size.Format(needed)} are needed and {Size.Format(free)} are free.";
        }
    }

    /// <summary>Whether the volume has inodes left for that many entries: millions of small files may find room, and no place.</summary>
    public static IEnumerable<string> EntryRefusals(string folder, long entries)
    {
        if (OperatingSystem.IsLinux() && FileSystemUsage.Of(TargetPlace.ExistingFolder(folder)) is { Inodes: > 0 } usage && entries > usage.InodesFree)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"On the volume of '{folder}' {entries:N0} inodes are needed, one for each file and folder, and {usage.InodesFree:N0} are free.");
        }
    }
}
