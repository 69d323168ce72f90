using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Backups.Restoring;

public sealed class SwapSequenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RestoreJournals _journals;

    public SwapSequenceTests() => _journals = new RestoreJournals(Path.Combine(_folder.Path, "state"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tree_takes_the_place_of_the_old_one_and_the_old_one_waits_where_it_was_staged()
    {
        TreeSwap swap = Tree("data");

        await Sequence(swap).CarryOutAsync(CancellationToken.None);

        Assert.Equal("new", Read("data/file"));
        Assert.Equal("old", Read(".data.staging/new/file"));
        Assert.Equal(RestoreStage.Committed, Journal().Stage);
    }

    [Fact]
    public async Task What_is_new_appears_and_what_is_to_go_away_goes()
    {
        _folder.Write("data/going", "old");
        _folder.Write("data/.staging/appearing", "new");
        TreeSwap swap = Steps("data", ".staging", ("appearing", ".staging/appearing"), ("going", ".staging/gone"));

        await Sequence(swap).CarryOutAsync(CancellationToken.None);

        Assert.Equal("new", Read("data/appearing"));
        Assert.False(Exists("data/going"));
        Assert.Equal("old", Read("data/.staging/gone"));

        await Sequence(swap).UndoAsync(CancellationToken.None);

        Assert.Equal("old", Read("data/going"));
        Assert.False(Exists("data/appearing"));
    }

    [Fact]
    public async Task When_one_item_cannot_be_swapped_those_before_it_are_taken_back()
    {
        TreeSwap first = Tree("first");
        TreeSwap second = Tree("second");
        Directory.Delete(Path.Combine(_folder.Path, ".second.staging", "new"), recursive: true);

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => Sequence(first, second).CarryOutAsync(CancellationToken.None));

        Assert.Equal(ErrorCatalogue.RestoreTargetChanged, error.Id);
        Assert.Equal("old", Read("first/file"));
        Assert.Equal("old", Read("second/file"));
        Assert.Equal(RestoreStage.Staging, Journal().Stage);
    }

    [Fact]
    public async Task A_database_that_cannot_be_renamed_takes_the_trees_back()
    {
        TreeSwap tree = Tree("data");
        var database = new RefusingSwapper();
        var sequence = new SwapSequence(Of(tree) with { Database = new DatabaseSwap { Provider = DatabaseProvider.PostgreSql, Name = "live", Scratch = "scratch" } }, _journals, database);

        await Assert.ThrowsAsync<InvalidDataException>(() => sequence.CarryOutAsync(CancellationToken.None));

        Assert.Equal("old", Read("data/file"));
        Assert.Equal("new", Read(".data.staging/new/file"));
    }

    [Fact]
    public async Task A_swap_that_was_cut_off_anywhere_can_be_finished_or_taken_back()
    {
        for (int done = 0; done <= 4; done++)
        {
            foreach (bool forward in (bool[])[true, false])
            {
                string name = $"cut{done}{forward}";
                TreeSwap swap = FourFiles(name);
                SwapExecutor.CarryOut(swap with { Steps = [.. swap.Steps.Take(done)] }, CancellationToken.None);

                SwapSequence sequence = Sequence(swap);
                await (forward ? sequence.CarryOutAsync(CancellationToken.None) : sequence.UndoAsync(CancellationToken.None));

                Assert.Equal(Enumerable.Repeat(forward ? "new" : "old", 4), Enumerable.Range(0, 4).Select(file => Read($"{name}/{file}")));
            }
        }
    }

    [Fact]
    public async Task What_somebody_else_has_put_in_place_is_left_alone()
    {
        TreeSwap swap = Tree("data");
        Directory.Move(Path.Combine(_folder.Path, "data"), Path.Combine(_folder.Path, "elsewhere"));
        _folder.Write("data/file", "foreign");

        SysOpsException error = Assert.Throws<SysOpsException>(() => SwapExecutor.CarryOut(swap, CancellationToken.None));

        Assert.Equal(ErrorCatalogue.RestoreTargetChanged, error.Id);
        Assert.Equal("foreign", Read("data/file"));
        await Task.CompletedTask;
    }

    [Fact]
    public void A_link_on_the_way_to_a_target_is_not_followed()
    {
        _folder.Write("outside/file", "outside");
        _folder.Write("data/.staging/file", "new");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "data"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "data", "link"), Path.Combine(_folder.Path, "outside"));
        var swap = new TreeSwap
        {
            Root = Path.Combine(_folder.Path, "data"),
            Staging = ".staging",
            Steps = [new SwapStep { Target = PathBytes.Of("link/file"), Staged = PathBytes.Of(".staging/file"), New = Identity("data/.staging/file"), Old = Identity("outside/file") }],
        };

        Assert.ThrowsAny<IOException>(() => SwapExecutor.CarryOut(swap, CancellationToken.None));
        Assert.Equal("outside", Read("outside/file"));
    }

    private SwapSequence Sequence(params TreeSwap[] trees) => new(Of(trees), _journals, null);

    private static RestoreJournal Of(params TreeSwap[] trees) => new()
    {
        Id = "20261123T201530.123Z-7f3a",
        Backup = "20261122T201530.123Z-0001",
        Repository = "/backups",
        Started = DateTimeOffset.UnixEpoch,
        Owner = ProcessIdentity.Current,
        Stage = RestoreStage.Verified,
        Trees = trees,
    };

    private RestoreJournal Journal() => RestoreJournals.Read(Assert.Single(_journals.List()));

    private TreeSwap Tree(string name)
    {
        _folder.Write($"{name}/file", "old");
        _folder.Write($".{name}.staging/new/file", "new");
        return Steps("", $".{name}.staging", (name, $".{name}.staging/new"));
    }

    private TreeSwap FourFiles(string name)
    {
        for (int file = 0; file < 4; file++)
        {
            _folder.Write($"{name}/{file}", "old");
            _folder.Write($"{name}/.staging/{file}", "new");
        }

        return Steps(name, ".staging", [.. Enumerable.Range(0, 4).Select(file => ($"{file}", $".staging/{file}"))]);
    }

    private TreeSwap Steps(string root, string staging, params (string Target, string Staged)[] steps) => new()
    {
        Root = Path.Combine(_folder.Path, root),
        Staging = staging,
        Steps =
        [
            .. steps.Select(step => new SwapStep
            {
                Target = PathBytes.Of(step.Target),
                Staged = PathBytes.Of(step.Staged),
                Old = Identity(Path.Combine(root, step.Target)),
                New = Identity(Path.Combine(root, step.Staged)),
            }),
        ],
    };

    private FileIdentity? Identity(string path)
    {
        using NativeFolder root = NativeFolder.Open(_folder.Path);
        return SwapExecutor.IdentityAt(root, PathBytes.Of(path));
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder.Path, path));

    private bool Exists(string path) => File.Exists(Path.Combine(_folder.Path, path));
}
