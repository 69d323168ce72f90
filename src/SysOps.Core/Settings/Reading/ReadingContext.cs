namespace SysOps.Settings.Reading;

/// <summary>What all sections of one file share while they are read.</summary>
internal sealed class ReadingContext
{
    private readonly Dictionary<string, IReadOnlySet<string>> _known = new(StringComparer.Ordinal);

    public ReadingContext(string folder, ProblemList problems)
    {
        Folder = folder;
        Problems = problems;
    }

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; }

    public ProblemList Problems { get; }

    public IReadOnlyDictionary<string, IReadOnlySet<string>> KnownKeys => _known;

    /// <summary>Remembers which keys a section knows; entries of one list know the same.</summary>
    public void Remember(string section, IReadOnlySet<string> keys) => _known[section] = keys;
}
