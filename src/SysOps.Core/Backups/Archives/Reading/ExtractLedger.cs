namespace SysOps.Backups.Archives.Reading;

/// <summary>Collects what became of entries, from any thread.</summary>
internal sealed class ExtractLedger
{
    private const int MostProblems = 10_000;
    private const int MostSpoilt = 10;

    private readonly Lock _gate = new();
    private readonly Action<ExtractedEntry>? _told;
    private readonly Dictionary<ExtractOutcome, long> _outcomes = [];
    private readonly List<ExtractedEntry> _problems = [];
    private readonly List<ExtractedEntry> _spoilt = [];
    private long _fileBytes;

    public ExtractLedger(Action<ExtractedEntry>? told)
    {
        _told = told;
    }

    public void Add(ExtractedEntry entry)
    {
        lock (_gate)
        {
            _outcomes[entry.Outcome] = _outcomes.GetValueOrDefault(entry.Outcome) + 1;
            if (entry.Outcome is ExtractOutcome.Restored or ExtractOutcome.Incomplete && entry.Entry.Kind == EntryKind.File)
            {
                _fileBytes += entry.Entry.Size;
            }

            if (entry.Outcome != ExtractOutcome.Restored && _problems.Count < MostProblems)
            {
                _problems.Add(entry);
            }

            if (entry.Outcome is ExtractOutcome.Corrupt or ExtractOutcome.Failed && _spoilt.Count < MostSpoilt)
            {
                _spoilt.Add(entry);
            }

            _told?.Invoke(entry);
        }
    }

    public TreeExtractSummary ToSummary() => new() { Outcomes = _outcomes, FileBytes = _fileBytes, Spoilt = [.. _spoilt], Problems = [.. _problems.OrderBy(problem => problem.Entry.Path)] };
}
