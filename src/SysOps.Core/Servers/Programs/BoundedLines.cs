using System.Globalization;
using SysOps.Settings;

namespace SysOps.Servers.Programs;

/// <summary>What a program says, kept to its first and its last lines: the first name the cause, the last the end.</summary>
internal sealed class BoundedLines(Redactor redactor)
{
    private const int FirstLines = 20;
    private const int LastLines = 40;
    private const int LongestLine = 2000;

    private readonly Lock _gate = new();
    private readonly List<string> _first = [];
    private readonly Queue<string> _last = [];
    private long _left;

    public async Task ReadAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            Add(line);
        }
    }

    /// <inheritdoc />
    public override string ToString()
    {
        lock (_gate)
        {
            string[] gap = _left == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"… {_left} lines left out …")];
            return string.Join('\n', [.. _first, .. gap, .. _last]);
        }
    }

    private void Add(string line)
    {
        // Masked before it is cut: half a secret would not be recognised.
        string safe = redactor.Redact(line);
        lock (_gate)
        {
            Keep(safe.Length <= LongestLine ? safe : safe[..LongestLine] + "…");
        }
    }

    private void Keep(string line)
    {
        if (_first.Count < FirstLines)
        {
            _first.Add(line);
            return;
        }

        _last.Enqueue(line);
        if (_last.Count > LastLines)
        {
            _last.Dequeue();
            _left++;
        }
    }
}
