using System.Text;
using SysOps.Files;
using SysOps.Logs.Series;

namespace SysOps.Logs.Removing;

/// <summary>Files that whoever asks says are logs: by a pattern, or named one by one.</summary>
public sealed class ChosenSelection : ILogSelection
{
    private readonly PathGlob? _pattern;
    private readonly HashSet<PathBytes> _names = [];

    /// <param name="pattern">Of one name. What it matches and shows no generation is one series.</param>
    public ChosenSelection(PathGlob pattern) => _pattern = pattern;

    /// <param name="names">One name that shows no generation is a series of its own.</param>
    public ChosenSelection(IEnumerable<string> names) => _names.UnionWith(names.Select(PathBytes.Of));

    /// <inheritdoc />
    public SelectedLog? Select(ReadOnlySpan<byte> name)
    {
        PathBytes path = PathBytes.Of(name);
        string text = Encoding.UTF8.GetString(name);
        return _names.Contains(path) || Matches(path)
            ? new SelectedLog(LogName.SeriesOf(text) ?? _pattern?.ToString() ?? text, LogRole.Candidate)
            : new SelectedLog(LogName.SeriesOf(text) ?? text, LogRole.Neighbour);
    }

    // A hidden file is meant only by a pattern that begins with a dot, as shells have it: it may be one that is still being written.
    private bool Matches(PathBytes path) => _pattern is not null && (path.Name[0] != (byte)'.' || _pattern.ToString().StartsWith('.')) && _pattern.Matches(path);
}
