using System.Globalization;
using SysOps.Files;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Plans the generations of a log from the names in their folder: pure, so that what -WhatIf tells is what is done.</summary>
internal sealed class GenerationPlanner
{
    private readonly LogRule _rule;
    private readonly GenerationNames _names;
    private readonly Dictionary<string, FileTime> _present;
    private readonly DateTimeOffset _now;
    private readonly TimeZoneInfo _zone;

    /// <param name="rule">How the log is rotated.</param>
    /// <param name="log">Its name.</param>
    /// <param name="present">The names in the folder of its generations, and when each was written to.</param>
    /// <param name="now">The moment of the run.</param>
    /// <param name="zone">For dates in names.</param>
    public GenerationPlanner(LogRule rule, string log, IReadOnlyDictionary<string, FileTime> present, DateTimeOffset now, TimeZoneInfo zone)
    {
        _rule = rule;
        _names = new GenerationNames(rule, log);
        _present = new Dictionary<string, FileTime>(present, StringComparer.Ordinal);
        _now = now;
        _zone = zone;
    }

    /// <summary>Those that should be compressed already: the newest is left to the next rotation where that is the rule, unless it comes now.</summary>
    public IReadOnlyList<string> Uncompressed()
    {
        if (!_rule.Compression.IsOn)
        {
            return [];
        }

        return _rule.Naming.IsDated
            ? Dated(DateStamp.Of(_rule, _zone), "")
            : [.. new[] { _names.Numbered(_rule.Naming.Start) }.Where(_present.ContainsKey)];
    }

    /// <exception cref="FormatException">The format of dates is too long.</exception>
    public GenerationPlan Plan()
    {
        IReadOnlyList<string> compress = Uncompressed();
        foreach (string name in compress)
        {
            _present.Remove(name, out FileTime modified);
            _present[name + _names.Compressed] = modified;
        }

        return (_rule.Naming.IsDated ? PlanDated() : PlanNumbered()) with { Compress = compress };
    }

    private GenerationPlan PlanNumbered()
    {
        NamingRule naming = _rule.Naming;
        int count = Math.Max(1, naming.Keep);
        List<string> expired = [];
        List<(string, string)> moves = [];
        string last = Name((int)Math.Min(int.MaxValue, naming.Start + (long)count));
        if (naming.Keep != -1 && _present.ContainsKey(last) && _present.ContainsKey(Name((int)Math.Min(int.MaxValue, naming.Start + (long)count - 1))))
        {
            // One that an earlier run left: the next one would go over it.
            expired.Add(last);
            _present.Remove(last);
        }

        foreach (int number in Numbers().Where(number => number >= naming.Start && (naming.Keep == -1 || number < naming.Start + (long)count)))
        {
            (string from, string to) = (Name(number), Name(number + 1));
            _present.Remove(from, out FileTime modified);
            if (IsTooOld(modified))
            {
                expired.Add(from);
            }
            else
            {
                moves.Add((from, to));
                _present[to] = modified;
            }
        }

        string rotated = _names.Numbered(naming.Start);
        string? oldest = naming.Keep == 0 && KeepsNothing ? rotated + (_rule.Compression.IsDelayed ? "" : _names.Compressed) : naming.Keep != -1 && _present.ContainsKey(last) ? last : null;
        return new GenerationPlan { Expired = expired, Moves = moves, Oldest = oldest, Rotated = rotated };
    }

    // A copy is not even made then.
    private bool KeepsNothing => _rule.Method is RotationMethod.Rename or RotationMethod.RenameCopy;

    private string Name(int number) => _names.Numbered(number) + _names.Compressed;

    // Of those that are there, the highest first; a name may have any number, so nothing is counted up to it.
    private int[] Numbers() =>
    [
        .. _present.Keys
            .Select(name => _names.MiddleOf(name, _names.Compressed) is ['.', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < int.MaxValue && name == Name(number) ? number : -1)
            .Where(number => number >= 0)
            .OrderDescending(),
    ];

    private GenerationPlan PlanDated()
    {
        NamingRule naming = _rule.Naming;
        DateStamp stamp = DateStamp.Of(_rule, _zone);
        IReadOnlyList<string> generations = Dated(stamp, _names.Compressed);
        int count = Math.Max(1, naming.Keep);
        List<string> gone = [];
        for (int index = 0; index < generations.Count; index++)
        {
            bool isBeyond = naming.Keep != -1 && generations.Count >= count && index <= generations.Count - count;
            if (isBeyond || IsTooOld(_present[generations[index]]))
            {
                gone.Add(generations[index]);
            }
        }

        string rotated = _names.Dated(stamp.Write(StampTime()));
        string? oldest = naming.Keep == 0 && KeepsNothing ? rotated + (_rule.Compression.IsDelayed ? "" : _names.Compressed) : gone.LastOrDefault();
        return new GenerationPlan
        {
            Expired = gone.Count > 0 ? gone[..^1] : [],
            Oldest = oldest,
            Rotated = rotated,
            Problem = _present.ContainsKey(rotated + _names.Compressed) ? $"'{PathText.Show(rotated + _names.Compressed)}' exists already" : null,
        };
    }

    private IReadOnlyList<string> Dated(DateStamp stamp, string ending)
    {
        IEnumerable<(string Name, string Stamp)> found = _present.Keys.Order(StringComparer.Ordinal)
            .Select(name => (name, _names.MiddleOf(name, ending) ?? ""))
            .Where(one => stamp.Matches(one.Item2));
        return [.. (_rule.Naming.DateFormat is null ? found : found.OrderBy(one => stamp.Read(one.Stamp))).Select(one => one.Name)];
    }

    private DateTime StampTime()
    {
        DateTime time = _now.DateTime;
        if (_rule.Naming.DatesYesterday)
        {
            // At noon no change of the clock is in the way.
            time = time.Date.AddDays(-1).AddHours(12).AddMinutes(time.Minute).AddSeconds(time.Second);
        }

        return _rule.Naming.DatesHourAgo ? TimeZoneInfo.ConvertTime(new DateTimeOffset(time, _zone.GetUtcOffset(time)).AddHours(-1), _zone).DateTime : time;
    }

    private bool IsTooOld(FileTime modified) => _rule.Naming.MaximumAgeDays > 0 && (_now - modified.ToDateTimeOffset()).TotalDays > _rule.Naming.MaximumAgeDays;
}
