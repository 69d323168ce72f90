using System.Globalization;
using SysOps.Benchmarks.Backups;
using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Logs;

/// <summary>200,000 logs in 200 folders, half of them old, beside find -delete.</summary>
internal sealed class RemoveOldLogBenchmark : IBenchmark
{
    private const int Folders = 200;
    private const int FilesOfFolder = 1000;

    public string Name => "log.remove";

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        using MemoryFolder folder = new();
        await using WarmSysOps warm = await WarmSysOps.StartAsync();
        Contender find = new("find -mtime +30 -delete", () =>
        {
            Make(folder);
            return new ChildProcess("/usr/bin/find", folder.Of("logs"), "-type", "f", "-mtime", "+30", "-delete").RunAsync();
        });
        AlternatingRuns runs = new() { Count = 5 };
        List<Comparison> comparisons = [];
        foreach (ISysOps shell in (ISysOps[])[new ColdSysOps(), warm])
        {
            Contender ours = new(shell.Name, () =>
            {
                Make(folder);
                return shell.RunAsync("Removed", "Remove-OldLog", folder.Of("logs"), "-Recurse", "-Summary", "-WarningAction", "Ignore");
            });
            comparisons.Add(await runs.CompareAsync(Name, ours, find) with { MostOfPeer = 0.75 });
        }

        return comparisons;
    }

    private static void Make(MemoryFolder folder)
    {
        folder.Remove("logs");
        DateTime old = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-40);
        for (int number = 0; number < Folders; number++)
        {
            string path = Directory.CreateDirectory(folder.Of(string.Create(CultureInfo.InvariantCulture, $"logs/{number:d3}"))).FullName;
            for (int log = 1; log <= FilesOfFolder; log++)
            {
                string file = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"api.log.{log}"));
                File.Create(file).Dispose();
                if (log % 2 == 0)
                {
                    File.SetLastWriteTimeUtc(file, old);
                }
            }
        }
    }
}
