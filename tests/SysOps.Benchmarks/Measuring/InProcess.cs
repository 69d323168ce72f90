using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using SysOps.Testing;

namespace SysOps.Benchmarks.Measuring;

/// <summary>Measures warm code by BenchmarkDotNet in this process: the engine and the module's load context are already here.</summary>
internal static class InProcess
{
    private const int Runs = 15;

    /// <summary>Runs a class of two methods, the peer's one marked as the baseline.</summary>
    public static Comparison Compare<T>(string name)
    {
        IConfig config = ManualConfig.CreateEmpty()
            .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "benchmarks"))
            .WithOptions(ConfigOptions.DisableLogFile)
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddJob(Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(5).WithIterationCount(Runs).WithToolchain(InProcessNoEmitToolchain.Instance));
        Summary summary = BenchmarkRunner.Run<T>(config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Length != 2 || summary.Reports.Any(report => !report.Success))
        {
            throw new InvalidOperationException($"{typeof(T).Name} could not be measured: {string.Join(' ', summary.ValidationErrors.Select(error => error.Message))}");
        }

        BenchmarkReport ours = summary.Reports.Single(report => !summary.IsBaseline(report.BenchmarkCase));
        BenchmarkReport peer = summary.Reports.Single(report => summary.IsBaseline(report.BenchmarkCase));
        return new Comparison
        {
            Name = name,
            Ours = ours.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo,
            OurMedian = MedianOf(ours),
            Peer = peer.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo,
            PeerMedian = MedianOf(peer),
            Runs = Runs,
        };
    }

    private static Sample MedianOf(BenchmarkReport report) => new(TimeSpan.FromMicroseconds(report.ResultStatistics!.Median / 1000), Cpu: null);
}
