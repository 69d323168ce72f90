using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SysOps.Files;
using SysOps.Logs.Logrotate;

namespace SysOps.Logs.Rotating;

/// <summary>When each log was rotated last, in the form of logrotate's state file.</summary>
internal sealed partial class RotationState
{
    private const string FirstLine = "logrotate state -- version 2";

    // A year of the sun.
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(31_556_926);

    private readonly Dictionary<string, (DateTime Last, bool IsUsed)> _logs = new(StringComparer.Ordinal);
    private readonly DateTime _now;

    /// <param name="now">The moment of the run, in local time.</param>
    public RotationState(DateTime now) => _now = now;

    /// <summary>In local time; a log that was never seen counts as rotated in this hour.</summary>
    public DateTime LastOf(string log)
    {
        if (!_logs.TryGetValue(log, out (DateTime Last, bool IsUsed) known))
        {
            known = (_now.Date.AddHours(_now.Hour), false);
            _logs.Add(log, known);
        }

        return known.Last;
    }

    /// <summary>One that is there is kept in the state however long ago it was rotated.</summary>
    public void Use(string log) => _logs[log] = (LastOf(log), true);

    public void Rotated(string log) => _logs[log] = (_now, true);

    /// <exception cref="FormatException">It is not a state of logrotate; the message tells the line.</exception>
    public void Read(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return;
        }

        string[] lines = PathText.Of(content).Split('\n');
        if (lines[0] is not (FirstLine or "logrotate state -- version 1"))
        {
            throw new FormatException("line 1 is not that of a state of logrotate");
        }

        for (int line = 1; line < lines.Length; line++)
        {
            if (lines[line].Length > 0)
            {
                ReadLine(lines[line], line + 1);
            }
        }
    }

    public byte[] Write()
    {
        StringBuilder text = new(FirstLine + "\n");
        foreach ((string log, (DateTime last, bool isUsed)) in _logs)
        {
            if (isUsed || _now - last <= Forgotten)
            {
                string name = log.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $"\"{name}\" {last.Year}-{last.Month}-{last.Day}-{last.Hour}:{last.Minute}:{last.Second}\n");
            }
        }

        return PathText.Bytes(text.ToString());
    }

    private void ReadLine(string text, int line)
    {
        string message = $"line {line.ToString(CultureInfo.InvariantCulture)} is none of a state of logrotate";
        if (QuotedWords.Split(text) is not [var log, var time] || Time().Match(time) is not { Success: true } match)
        {
            throw new FormatException(message);
        }

        int[] parts = [.. match.Groups.Values.Skip(1).Select(group => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0)];

        // Versions of long ago wrote a day 0, and the year 1900 for never.
        if (parts[0] is not 1900 and (< 1970 or > 2100) || parts[1] is < 1 or > 12 || parts[2] > 31 || parts[3] > 23 || parts[4] > 59 || parts[5] > 59)
        {
            throw new FormatException(message);
        }

        DateTime last = new DateTime(parts[0], parts[1], 1, parts[3], parts[4], parts[5], DateTimeKind.Unspecified).AddDays(parts[2] - 1);
        _logs[Plain(log)] = (last, false);
    }

    // Quotes have lost their backslashes by now.
    private static string Plain(string escaped)
    {
        StringBuilder plain = new(escaped.Length);
        for (int at = 0; at < escaped.Length; at++)
        {
            bool isEscape = escaped[at] == '\\' && at + 1 < escaped.Length && escaped[at + 1] is 'n' or '\\';
            at += isEscape ? 1 : 0;
            plain.Append(isEscape && escaped[at] == 'n' ? '\n' : escaped[at]);
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\A(?<year>[0-9]{1,4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})(-(?<hour>[0-9]{1,2})(:(?<minute>[0-9]{1,2})(:(?<second>[0-9]{1,2}))?)?)?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
