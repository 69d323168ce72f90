using System.Globalization;
using System.Text.RegularExpressions;
using SysOps.Backups.Databases.Archive;
using SysOps.Backups.Databases.Facts;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>The values of sequences as the archive sets them: a sequence knows no snapshot, so that what it says at another moment may be another value.</summary>
internal static partial class SequenceValues
{
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt.</exception>
    public static IReadOnlyList<SequenceFacts> Of(ArchiveContents contents, TableCatalog catalog) =>
    [
        .. contents.Entries.Where(entry => entry.Kind == ArchiveEntry.SequenceSet).Select(entry => Read(entry, catalog.Find(SequenceOf(entry, contents))))
            .OrderBy(sequence => sequence.Schema, StringComparer.Ordinal).ThenBy(sequence => sequence.Name, StringComparer.Ordinal),
    ];

    // The entry that sets a value has no OID; it depends on the entry of its sequence, which has.
    private static ArchiveEntry SequenceOf(ArchiveEntry set, ArchiveContents contents) =>
        contents.Entries.FirstOrDefault(entry => entry.Kind == ArchiveEntry.Sequence && set.Dependencies.Contains(entry.DumpId)) ?? set;

    private static SequenceFacts Read(ArchiveEntry entry, RelationName relation)
    {
        Match match = SetValue().Match(entry.Definition ?? "");
        return match.Success
            ? new SequenceFacts { Schema = relation.Schema, Name = relation.Name, LastValue = long.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture), IsCalled = match.Groups["called"].Value == "true" }
            : throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"The dump sets the sequence {relation.Schema}.{relation.Name} in a way that is not understood: '{entry.Definition}'.", "Make the backup again.", relation.Name);
    }

    // Only the end is read: the name before it may hold anything.
    [GeneratedRegex(@", (?<value>-?\d+), (?<called>true|false)\);\s*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SetValue();
}
