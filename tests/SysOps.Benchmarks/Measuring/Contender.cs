namespace SysOps.Benchmarks.Measuring;

/// <summary>One of the two that are compared.</summary>
/// <param name="Name">What stands in the table.</param>
/// <param name="RunAsync">Runs it once.</param>
internal sealed record Contender(string Name, Func<Task<Sample>> RunAsync);
