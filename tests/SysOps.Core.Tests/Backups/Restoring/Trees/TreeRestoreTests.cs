using CsCheck;
using SysOps.Backups.Restoring;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Core.Tests.Backups.Restoring.Trees;

public sealed class TreeRestoreTests
{
    private static readonly string[][] Includes = [[], [], ["a"], ["*.tmp"], ["b/a"], ["d", "a/b"]];
    private static readonly string[][] Excludes = [[], ["d"], ["c.tmp"], ["a/b"]];

    [Theory]
    [InlineData(RestoreMethod.SwapFolder)]
    [InlineData(RestoreMethod.SwapEntries)]
    public async Task Any_tree_over_any_other_comes_to_what_the_rules_say_and_can_be_taken_back(RestoreMethod method) =>
        await Gen.Int[0, int.MaxValue - 1].SampleAsync(seed => CheckAsync(method, seed), iter: 150, threads: 1);

    private static async Task CheckAsync(RestoreMethod method, int seed)
    {
        Random random = new(seed);
        using RestoreLab lab = new();
        TreeNode old = TreeNode.Random(random);
        TreeNode backup = TreeNode.Random(random);
        RestoreModel model = new() { Overwrite = (OverwriteMode)random.Next(4), Mirror = random.Next(2) == 0, Include = Pick(random, Includes), Exclude = Pick(random, Excludes) };
        TreeRules rules = new()
        {
            Overwrite = model.Overwrite,
            Mirror = model.Mirror,
            Include = [.. model.Include.Select(pattern => new PathGlob(pattern))],
            Protection = new TreeProtection(new WalkFilter(lab.Target, model.Exclude, []), []),
        };
        old.Write(lab.Target);
        backup.Write(lab.Source);
        await lab.ArchiveAsync();

        // Links have times of their own, which no API of .NET sets.
        old = TreeNode.Read(lab.Target);
        backup = TreeNode.Read(lab.Source);
        string[] before = [.. old.Lines(folderTimes: method is RestoreMethod.SwapFolder)];
        string[] expected = [.. model.Restore(old, backup).Lines(folderTimes: false)];

        StagedTree staged = await lab.StageAsync(rules, method);
        Assert.Equal(before, Live(method));

        await lab.Sequence(staged).CarryOutAsync(TestContext.Current.CancellationToken);
        Assert.True(expected.SequenceEqual(Live(null)), Difference());

        await lab.Sequence(staged).UndoAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, Live(method));

        string Difference() =>
            $"""
            {method}, {model.Overwrite}, mirror {model.Mirror}, include [{string.Join(", ", model.Include)}], exclude [{string.Join(", ", model.Exclude)}]
            old: {string.Join("; ", old.Lines(folderTimes: true))}
            backup: {string.Join("; ", backup.Lines(folderTimes: true))}
            lacking: {string.Join("; ", expected.Except(Live(null)))}
            too much: {string.Join("; ", Live(null).Except(expected))}
            """;

        string[] Live(RestoreMethod? timesOf)
        {
            TreeNode live = TreeNode.Read(lab.Target);
            live.Children!.Remove(staged.Swap.Staging);
            return [.. live.Lines(folderTimes: timesOf is RestoreMethod.SwapFolder)];
        }
    }

    private static string[] Pick(Random random, string[][] all) => all[random.Next(all.Length)];
}
