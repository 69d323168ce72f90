using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Entries that follow each other and begin in the same frame.</summary>
/// <param name="Number">From 0, in the order of the index.</param>
/// <param name="Entries">At least one.</param>
internal sealed record EntryRun(int Number, List<IndexEntry> Entries);
