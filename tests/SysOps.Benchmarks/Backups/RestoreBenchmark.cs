using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Backups;

/// <summary>A restore of many small files into another folder, beside zstd and tar on the same archive.</summary>
internal sealed class RestoreBenchmark : IBenchmark
{
    public string Name => "restore.small";

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        await using WarmSysOps warm = await WarmSysOps.StartAsync();
        return [await CompareAsync(new ColdSysOps()), await CompareAsync(warm)];
    }

    private async Task<Comparison> CompareAsync(ISysOps shell)
    {
        using MemoryFolder folder = new();
        string tree = folder.Of("tree");
        _ = new SampleTree(tree, 100_000, 10_000);
        BackupSystem system = new(shell, folder, tree);
        await system.BackupAsync();
        string archive = Path.Combine(system.Newest, "workspaces.tar.zst");
        Contender ours = new(shell.Name, () =>
        {
            folder.Remove("restored");
            return system.RestoreAsync(folder.Of("restored"));
        });
        Contender tar = new("zstd -dc | tar x", () =>
        {
            folder.Remove("restored");
            return new ChildProcess("/bin/sh", "-c", "mkdir \"$2\" && zstd -dcq < \"$1\" | tar -C \"$2\" -xf - && sync -f \"$2\"", "sh", archive, folder.Of("restored")).RunAsync();
        });
        return await new AlternatingRuns { Count = 5 }.CompareAsync(Name, ours, tar) with { MostOfPeer = 0.55 };
    }
}
