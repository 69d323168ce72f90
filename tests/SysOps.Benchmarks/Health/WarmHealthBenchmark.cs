using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Health;

/// <summary>One look at everything in a session that has looked before.</summary>
internal sealed class WarmHealthBenchmark : IBenchmark
{
    public string Name => "health.warm";

    public Task<IReadOnlyList<Comparison>> RunAsync() =>
        Task.FromResult<IReadOnlyList<Comparison>>([InProcess.Compare<WarmHealth>(Name) with { Target = TimeSpan.FromMilliseconds(150) }]);
}
