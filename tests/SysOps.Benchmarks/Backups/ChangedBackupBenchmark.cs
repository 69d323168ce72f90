using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Backups;

/// <summary>A backup after one file in a hundred was changed, beside restic's.</summary>
internal sealed class ChangedBackupBenchmark : IBenchmark
{
    public string Name => "backup.changed";

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        if (Restic.Path is null)
        {
            Console.WriteLine("There is no restic to compare with: apt-get install restic.");
            return [];
        }

        await using WarmSysOps warm = await WarmSysOps.StartAsync();
        return [await CompareAsync(new ColdSysOps()), await CompareAsync(warm)];
    }

    private async Task<Comparison> CompareAsync(ISysOps shell)
    {
        using MemoryFolder folder = new();
        string path = folder.Of("tree");
        SampleTree tree = new(path, 100_000, 10_000);
        BackupSystem system = new(shell, folder, path);
        Restic restic = new(folder);
        await system.BackupAsync();
        await restic.StartAgainAsync();
        await restic.BackupAsync(path);
        Contender ours = new(shell.Name, () =>
        {
            tree.Change();
            return system.BackupAsync();
        });
        Contender peer = new("restic, next", () =>
        {
            tree.Change();
            return restic.BackupAsync(path);
        });
        return await new AlternatingRuns { Count = 5 }.CompareAsync(Name, ours, peer) with { MostOfPeer = 0.25 };
    }
}
