using System.Globalization;
using SysOps.Benchmarks.Backups;
using SysOps.Benchmarks.Health;
using SysOps.Benchmarks.Importing;
using SysOps.Benchmarks.Logs;
using SysOps.Benchmarks.Measuring;

// Arguments are parts of names: only the benchmarks that hold one of them are run. None runs all.
IBenchmark[] chosen = [.. new IBenchmark[]
    {
        new WarmHealthBenchmark(), new FirstTableBenchmark(), new ShellImportBenchmark(), new PwshImportBenchmark(),
        new FullBackupBenchmark("backup.small", 100_000, 10_000, mostOfTar: 0.75, mostOfRestic: 0.4), new FullBackupBenchmark("backup.large", 20, 100_000_000, mostOfTar: 1.05, mostOfRestic: 0.5),
        new ChangedBackupBenchmark(), new RestoreBenchmark(), new RemoveOldLogBenchmark(),
    }
    .Where(benchmark => args.Length == 0 || args.Any(part => benchmark.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))];
if (chosen.Length == 0)
{
    await Console.Error.WriteLineAsync($"No benchmark's name holds {string.Join(" or ", args)}.");
    return 1;
}

List<Comparison> comparisons = [];
foreach (IBenchmark benchmark in chosen)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"> {benchmark.Name} (load {MachineLoad.Read():0.0})"));
    comparisons.AddRange(await benchmark.RunAsync());
}

ComparisonTable.Write(Console.Out, comparisons);
return 0;
