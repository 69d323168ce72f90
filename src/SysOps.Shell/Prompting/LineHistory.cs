namespace SysOps.Shell.Prompting;

/// <summary>The lines of this session. They are kept nowhere else: a line may hold what should not lie about.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _lines = [];
    private int _recalled;

    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
        }
    }

    /// <summary>The next recall starts at the newest line.</summary>
    public void Rewind() => _recalled = _lines.Count;

    /// <summary>The line before (-1) or after (+1) the one recalled last; empty behind the newest.</summary>
    public string Recall(int step)
    {
        _recalled = Math.Clamp(_recalled + step, 0, _lines.Count);
        return _recalled < _lines.Count ? _lines[_recalled] : "";
    }
}
