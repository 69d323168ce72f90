namespace SysOps.Benchmarks.Measuring;

/// <summary>What one run took.</summary>
/// <param name="Wall">By the clock.</param>
/// <param name="Cpu">Of the processors, user and system; null where it was not measured. Other work on the machine hardly changes it.</param>
internal sealed record Sample(TimeSpan Wall, TimeSpan? Cpu)
{
    public static Sample MedianOf(IReadOnlyCollection<Sample> samples) => new(
        Median(samples.Select(sample => sample.Wall)),
        samples.All(sample => sample.Cpu.HasValue) ? Median(samples.Select(sample => sample.Cpu!.Value)) : null);

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
