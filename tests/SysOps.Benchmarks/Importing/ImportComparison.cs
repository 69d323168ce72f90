using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Importing;

/// <summary>What the import of the module takes beyond the start of an engine: pairs of cold processes, one with and one without it.</summary>
internal static class ImportComparison
{
    /// <summary>Runs PowerShell text in an engine of its own.</summary>
    public delegate ChildProcess EngineStart(string text);

    public static async Task<IReadOnlyList<Comparison>> RunAsync(string name, string manifest, EngineStart start)
    {
        ChildProcess with = start($"Import-Module '{manifest}'");
        ChildProcess without = start("$null");
        Comparison comparison = await new AlternatingRuns().CompareAsync(name, new Contender("engine + Import-Module", with.RunAsync), new Contender("engine alone", without.RunAsync));
        return [comparison with { Target = TimeSpan.FromMilliseconds(150), IsTargetForDifference = true }];
    }
}
