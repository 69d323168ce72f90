using SysOps.Backups.Archives.Tar;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Finds where a file holds data.</summary>
internal static class HoleFinder
{
    /// <summary>Null when it has no holes, or the file system does not tell.</summary>
    /// <param name="file">Open.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="size">How much of it is read, in bytes.</param>
    public static SparseMap? Find(NativeFile file, FileFacts facts, long size)
    {
        if (facts.Allocated >= size)
        {
            return null;
        }

        SparseMap map = new();
        long at = 0;
        while (at < size && file.FindData(at) is { } start && start < size)
        {
            long end = map.IsFull ? size : Math.Min(size, file.FindHole(start));
            map.Add(start, end - start);
            at = end;
        }

        if (at < size)
        {
            // As GNU tar has it: without a part at the end it would restore a file of holes alone as an empty one.
            map.Add(size, 0);
        }

        return map.DataLength == size ? null : map;
    }
}
