using SysOps.Backups.Archives.Tar;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Finds where a file holds data.</summary>
internal static class HoleFinder
{
    /// <summary>Null when it has no holes, or the file system does not tell.</summary>
    public static SparseMap? Find(NativeFile file, long size)
    {
        SparseMap map = new();
        long at = 0;
        while (at < size && file.FindData(at) is { } start && start < size)
        {
            long end = map.IsFull ? size : Math.Min(size, file.FindHole(start));
            map.Add(start, end - start);
            at = end;
        }

        return map.DataLength == size ? null : map;
    }
}
