using CsCheck;
using SysOps.Core.Tests.Backups.Archives.Support;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>Chains of archives of a tree that changes at random: each restores to the tree as it was, by its index and by hand.</summary>
public sealed class IncrementalChainTests
{
    [Fact]
    public Task Every_archive_of_a_chain_restores_the_tree_by_its_index_and_by_hand() => Gen.Int[0, 1_000_000].SampleAsync(
        async seed =>
        {
            using ChainLab lab = new();
            TreeMutation mutation = new(lab.Tree, new Random(seed));
            mutation.Apply(40);
            for (int backup = 0; backup < 4; backup++)
            {
                Assert.Empty((await lab.BackUpAsync(reread: 0.2)).Problems);
                string tree = await Tool.FingerprintAsync(lab.Tree);
                Assert.Equal(tree, await Tool.FingerprintAsync(await lab.RestoreAsync()));
                Assert.Equal(tree, await Tool.FingerprintAsync(await lab.RestoreByHandAsync()));
                mutation.Apply(8);
            }

            await lab.AssertSoundAsync();
        },
        iter: 12,
        threads: 1);
}
