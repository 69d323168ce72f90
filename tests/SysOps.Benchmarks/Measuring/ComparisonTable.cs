using System.Globalization;

namespace SysOps.Benchmarks.Measuring;

/// <summary>All that was measured, as one table.</summary>
internal static class ComparisonTable
{
    public static void Write(TextWriter output, IReadOnlyList<Comparison> comparisons)
    {
        string[] heading = ["benchmark", "ours", "median", "CPU", "beside", "median", "CPU", "ratio", "runs", "judged", "target", ""];
        string[][] rows = [heading, .. comparisons.Select(Row)];
        int[] widths = [.. heading.Select((_, column) => rows.Max(row => row[column].Length))];
        output.WriteLine();
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Times in milliseconds; ratio: how many times as long the other takes. {Environment.ProcessorCount} CPUs, load now {MachineLoad.Read():0.0}; processes are cold, the file cache is not."));
    }

    private static string[] Row(Comparison comparison) =>
    [
        comparison.Name,
        comparison.Ours,
        Milliseconds(comparison.OurMedian.Wall),
        Milliseconds(comparison.OurMedian.Cpu),
        comparison.Peer ?? "-",
        Milliseconds(comparison.PeerMedian?.Wall),
        Milliseconds(comparison.PeerMedian?.Cpu),
        comparison.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "",
        comparison.Runs.ToString(CultureInfo.InvariantCulture),
        comparison.MostOfPeer is null ? (comparison.IsTargetForDifference ? "+" : "") + Milliseconds(comparison.Judged) : Share(comparison.ShareOfPeer),
        comparison.MostOfPeer is { } most ? "<= " + Share(most) : comparison.Target is null ? "" : "< " + Milliseconds(comparison.Target),
        comparison.IsMet switch
        {
            true => "met",
            false => "NOT met",
            null => "",
        },
    ];

    private static string Share(double? share) => share is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "";

    private static string Milliseconds(TimeSpan? time) => time?.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) ?? "";
}
