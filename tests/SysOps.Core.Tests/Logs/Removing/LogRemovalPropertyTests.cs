using CsCheck;
using SysOps.Logs.Removing;

namespace SysOps.Core.Tests.Logs.Removing;

/// <summary>Any tree of logs under any rules, beside what the words of the help say.</summary>
public sealed class LogRemovalPropertyTests
{
    private static readonly string[] Names = ["api.log", "web.log", "sub/api.log", "sub/deep/db_log"];

    private static readonly Gen<(string Series, int Days, int Bytes)[]> Logs =
        Gen.Select(Gen.Int[0, 3].Select(index => Names[index]), Gen.Int[0, 20], Gen.Int[0, 100]).Array[0, 25];

    private static readonly Gen<LogRemovalRules> Rules = Gen.Select(Gen.Int[0, 20].Nullable(), Gen.Int[0, 4].Nullable(), Gen.Long[0, 1500].Nullable(), (days, last, total) =>
        new LogRemovalRules { OlderThan = days is { } age ? TimeSpan.FromDays(age) : null, KeepLast = last, MaximumTotalSize = total });

    [Fact]
    public Task What_goes_is_what_the_rules_say() => Gen.Select(Logs, Rules).SampleAsync(
        async (logs, rules) =>
        {
            using RemovalLab lab = new();
            Dictionary<string, (string Series, int Days, int Bytes)> written = [];
            foreach (((string series, int days, int bytes), int index) in logs.Select((log, index) => (log, index)))
            {
                // No two of the same moment: which of them goes is not promised.
                lab.Write($"{series}.{index + 1}", TimeSpan.FromDays(days) + TimeSpan.FromSeconds(index + 1), bytes);
                written.Add($"{series}.{index + 1}", (series, days, bytes));
            }

            await lab.RunAsync(rules);

            Assert.Equal(Expected(written, rules).Order(StringComparer.Ordinal), lab.Gone.Order(StringComparer.Ordinal));
            Assert.Equal(written.Keys.Except(lab.Gone).Order(StringComparer.Ordinal), lab.Left.Where(path => File.Exists(Path.Combine(lab.Folder, path))));
        },
        iter: 150,
        threads: 1);

    private static HashSet<string> Expected(Dictionary<string, (string Series, int Days, int Bytes)> logs, LogRemovalRules rules)
    {
        string[] oldestFirst = [.. logs.Keys.OrderByDescending(name => (logs[name].Days * 86400L) + Number(name))];
        HashSet<string> kept = [.. oldestFirst.Reverse().GroupBy(name => logs[name].Series).SelectMany(series => series.Take(rules.KeepLast ?? 0))];
        HashSet<string> gone = [.. oldestFirst.Where(name => !kept.Contains(name) && (logs[name].Days >= rules.OlderThan?.TotalDays || rules.IsByCountAlone))];
        long excess = logs.Values.Sum(log => (long)log.Bytes) - (rules.MaximumTotalSize ?? long.MaxValue);
        foreach (string name in oldestFirst.Where(name => excess > 0 && !kept.Contains(name) && logs[name].Bytes > 0))
        {
            if (excess > 0)
            {
                gone.Add(name);
                excess -= logs[name].Bytes;
            }
        }

        return gone;
    }

    private static long Number(string name) => long.Parse(name[(name.LastIndexOf('.') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
