using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Backups;

/// <summary>A full backup of a tree, beside tar with zstd on all processors, and restic's first one.</summary>
/// <param name="name">Of the benchmark.</param>
/// <param name="count">How many files.</param>
/// <param name="size">Of each, in bytes.</param>
/// <param name="mostOfTar">The target: how much of what tar and zstd take.</param>
/// <param name="mostOfRestic">The target: how much of what restic takes.</param>
internal sealed class FullBackupBenchmark(string name, int count, int size, double mostOfTar, double mostOfRestic) : IBenchmark
{
    public string Name => name;

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        using MemoryFolder folder = new();
        string tree = folder.Of("tree");
        _ = new SampleTree(tree, count, size);
        await using WarmSysOps warm = await WarmSysOps.StartAsync();
        Contender cold = Ours(new ColdSysOps(), folder, tree);
        Contender tar = new("tar | zstd -3 -T0", () =>
        {
            folder.Remove("tar.zst");
            return new ChildProcess("/bin/sh", "-c", "tar -C \"$1\" -cf - . | zstd -3 -T0 -q -o \"$2\" && sync -f \"$2\"", "sh", tree, folder.Of("tar.zst")).RunAsync();
        });
        AlternatingRuns runs = new() { Count = 5 };
        List<Comparison> comparisons = [];
        foreach (Contender ours in (Contender[])[cold, Ours(warm, folder, tree)])
        {
            comparisons.Add(await runs.CompareAsync(Name, ours, tar) with { MostOfPeer = mostOfTar });
        }

        folder.Remove("tar.zst");
        if (Restic.Path is null)
        {
            Console.WriteLine("There is no restic to compare with: apt-get install restic.");
            return comparisons;
        }

        Restic restic = new(folder);
        Contender peer = new("restic, first", async () =>
        {
            await restic.StartAgainAsync();
            return await restic.BackupAsync(tree);
        });
        comparisons.Add(await runs.CompareAsync(Name, cold, peer) with { MostOfPeer = mostOfRestic });
        return comparisons;
    }

    private static Contender Ours(ISysOps shell, MemoryFolder folder, string tree)
    {
        BackupSystem system = new(shell, folder, tree);
        return new Contender(shell.Name, () =>
        {
            system.StartAgain();
            return system.BackupAsync();
        });
    }
}
