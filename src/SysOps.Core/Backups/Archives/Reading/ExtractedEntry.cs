using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Reading;

/// <summary>What became of one entry, and why.</summary>
/// <param name="Entry">Its line in the index.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">A sentence; null when it was restored.</param>
public sealed record ExtractedEntry(IndexEntry Entry, ExtractOutcome Outcome, string? Reason)
{
    /// <inheritdoc />
    public override string ToString() => Reason is null ? $"{Entry.Path}: {Outcome}" : $"{Entry.Path}: {Outcome}: {Reason}";
}
