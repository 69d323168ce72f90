namespace SysOps.Backups.Archives.Reading;

/// <summary>What became of all entries.</summary>
public sealed record TreeExtractSummary
{
    /// <summary>How many entries had each outcome.</summary>
    public required IReadOnlyDictionary<ExtractOutcome, long> Outcomes { get; init; }

    /// <summary>Bytes of the files that were restored, holes included.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Those that are not as they were archived, by path; the first 10,000.</summary>
    public required IReadOnlyList<ExtractedEntry> Problems { get; init; }

    /// <summary>Those that were damaged or could not be made, however many others have problems; the first 10.</summary>
    public IReadOnlyList<ExtractedEntry> Spoilt { get; init; } = [];

    /// <summary>Whether all is as it was archived.</summary>
    public bool IsComplete => Outcomes.All(outcome => outcome.Key == ExtractOutcome.Restored || outcome.Value == 0);
}
