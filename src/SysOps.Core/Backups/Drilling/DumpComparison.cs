using SysOps.Backups.Databases.Facts;

namespace SysOps.Backups.Drilling;

/// <summary>Compares the dump of a restored database with what the manifest says of the one it was restored from.</summary>
internal static class DumpComparison
{
    /// <param name="stored">Of the backup.</param>
    /// <param name="again">Of the restored database.</param>
    /// <param name="countsOnly">Whether only rows are compared, as versions that differ may write the same value as another text.</param>
    /// <returns>What differs, as sentences.</returns>
    public static IEnumerable<string> Differences(DatabaseDumpSummary stored, DatabaseDumpSummary again, bool countsOnly) =>
    [
        .. Compare("Table", stored.Tables, again.Tables, table => table.ToString(), (one, other) => one.Rows != other.Rows ? $"has {other.Rows} rows, and {one.Rows} were dumped" : !countsOnly && one.Sum != other.Sum ? "has other content" : null),
        .. Compare("Sequence", stored.Sequences, again.Sequences, sequence => $"{sequence.Schema}.{sequence.Name}", (one, other) => (one.LastValue, one.IsCalled) == (other.LastValue, other.IsCalled) ? null : $"stands at {other.LastValue}, and {one.LastValue} was dumped"),
        .. Compare("Large object", stored.LargeObjects, again.LargeObjects, large => large.ObjectId.ToString(System.Globalization.CultureInfo.InvariantCulture), (one, other) => one.Sha256 == other.Sha256 ? null : "has other content"),
        .. Compare("Materialized view", stored.MaterializedViews, again.MaterializedViews, view => $"{view.Schema}.{view.Name}", (one, other) => one.IsPopulated == other.IsPopulated ? null : "is populated where it was not, or the other way round"),
    ];

    private static IEnumerable<string> Compare<T>(string kind, IReadOnlyList<T> stored, IReadOnlyList<T> again, Func<T, string> nameOf, Func<T, T, string?> difference)
    {
        Dictionary<string, T> found = again.ToDictionary(nameOf, StringComparer.Ordinal);
        foreach (T one in stored)
        {
            string name = nameOf(one);
            string? problem = found.Remove(name, out T? other) ? difference(one, other) : "is missing";
            if (problem is not null)
            {
                yield return $"In a dump of the restored database: {kind} {name} {problem}.";
            }
        }

        foreach (string name in found.Keys)
        {
            yield return $"In a dump of the restored database: {kind} {name} is there, and was not.";
        }
    }
}
