using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>Brings a backup's index and a walk of a tree together, path by path, with one entry of each in memory.</summary>
internal static class TreeMerge
{
    /// <param name="stored">In the order of their paths.</param>
    /// <param name="present">Likewise.</param>
    /// <exception cref="ArchiveCorruptException">The index is not in its order.</exception>
    public static IEnumerable<MergedEntry> Of(IEnumerable<IndexEntry> stored, IEnumerable<WalkedEntry> present)
    {
        using IEnumerator<IndexEntry> left = stored.GetEnumerator();
        using IEnumerator<WalkedEntry> right = present.GetEnumerator();
        IndexEntry? entry = Next(left, null);
        WalkedEntry? found = Next(right);
        while (entry is not null || found is not null)
        {
            int order = entry is null ? 1 : found is null ? -1 : entry.Path.CompareTo(found.Path);
            yield return new MergedEntry(order <= 0 ? entry : null, order >= 0 ? found : null);
            if (order <= 0)
            {
                entry = Next(left, entry);
            }

            if (order >= 0)
            {
                found = Next(right);
            }
        }
    }

    private static IndexEntry? Next(IEnumerator<IndexEntry> entries, IndexEntry? before)
    {
        if (!entries.MoveNext())
        {
            return null;
        }

        return before is null || before.Path < entries.Current.Path
            ? entries.Current
            : throw new ArchiveCorruptException($"The index has '{entries.Current.Path}' after '{before.Path}'.");
    }

    private static WalkedEntry? Next(IEnumerator<WalkedEntry> entries) => entries.MoveNext() ? entries.Current : null;
}
