using System.Text;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Restoring;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Restoring.Trees;

/// <summary>What a forged index, or a target that somebody has prepared, must not come to.</summary>
public sealed class HostileTests : IDisposable
{
    private static readonly ContentPlace Place = new("20261123T201530.123Z-7f3a", 0, 0);

    private readonly RestoreLab _lab = new();

    public HostileTests() => Directory.CreateDirectory(_lab.Target);

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a//b")]
    [InlineData("./a")]
    public void Names_that_lead_out_are_refused_by_name_and_the_rest_is_planned(string name)
    {
        TreePlan plan = Plan([Entry(name), Entry("z")]);

        RestorePlanEntry refused = Assert.Single(plan.Entries, entry => entry.Action is RestoreAction.Refuse);
        Assert.Equal(PathBytes.Of(name).ToString(), refused.Path);
        Assert.Contains("leads out", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(1, plan.CountOf(RestoreAction.Create));
    }

    [Theory]
    [InlineData(EntryKind.Link)]
    [InlineData(EntryKind.File)]
    [InlineData(EntryKind.Fifo)]
    public void What_lies_below_a_link_or_a_file_of_the_backup_is_refused(EntryKind kind)
    {
        TreePlan plan = Plan([Entry("a", kind), Entry("a/b"), Entry("a/c/d"), Entry("b")]);

        Assert.Equal(["Refuse a/b", "Refuse a/c/d"], plan.Entries.Where(entry => entry.Action is RestoreAction.Refuse).Select(entry => entry.ToString()));
        Assert.Equal(2, plan.CountOf(RestoreAction.Create));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("")]
    public void A_hard_link_to_outside_is_refused(string target)
    {
        TreePlan plan = Plan([Entry("a", EntryKind.HardLink) with { Target = Encoding.UTF8.GetBytes(target) }]);

        Assert.Contains("hard link that leads out", Assert.Single(plan.Entries).Reason, StringComparison.Ordinal);
        Assert.Equal(RestoreAction.Refuse, plan.Entries[0].Action);
    }

    [Theory]
    [InlineData(EntryKind.BlockDevice)]
    [InlineData(EntryKind.CharacterDevice)]
    public void Devices_are_refused_for_anybody_but_root(EntryKind kind)
    {
        Assert.Equal(1, Plan([Entry("a", kind)], new TreeRules { MayMakeDevices = false }).CountOf(RestoreAction.Refuse));
        Assert.Equal(1, Plan([Entry("a", kind)], new TreeRules { MayMakeDevices = true }).CountOf(RestoreAction.Create));
    }

    [Fact]
    public void A_name_that_comes_twice_or_out_of_order_spoils_the_index()
    {
        Assert.Throws<ArchiveCorruptException>(() => Plan([Entry("a"), Entry("a")]));
        Assert.Throws<ArchiveCorruptException>(() => Plan([Entry("b"), Entry("a")]));
    }

    [Theory]
    [InlineData(RestoreMethod.SwapFolder)]
    [InlineData(RestoreMethod.SwapEntries)]
    public async Task A_link_in_the_target_where_the_backup_has_a_folder_is_replaced_and_never_followed(RestoreMethod method)
    {
        string outside = Directory.CreateDirectory(Path.Combine(_lab.Folder, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "f"), "outside", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(_lab.Target, "sub"), outside);
        Directory.CreateDirectory(Path.Combine(_lab.Source, "sub"));
        await File.WriteAllTextAsync(Path.Combine(_lab.Source, "sub", "f"), "restored", TestContext.Current.CancellationToken);
        await _lab.ArchiveAsync();

        StagedTree staged = await _lab.StageAsync(new TreeRules { Mirror = true }, method);
        await _lab.Sequence(staged).CarryOutAsync(TestContext.Current.CancellationToken);

        Assert.Equal("outside", await File.ReadAllTextAsync(Path.Combine(outside, "f"), TestContext.Current.CancellationToken));
        Assert.Null(new DirectoryInfo(Path.Combine(_lab.Target, "sub")).LinkTarget);
        Assert.Equal("restored", await File.ReadAllTextAsync(Path.Combine(_lab.Target, "sub", "f"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_link_that_is_kept_in_the_place_of_a_folder_keeps_out_what_would_be_below_it()
    {
        string outside = Directory.CreateDirectory(Path.Combine(_lab.Folder, "outside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_lab.Target, "sub"), outside);
        Directory.CreateDirectory(Path.Combine(_lab.Source, "sub"));
        await File.WriteAllTextAsync(Path.Combine(_lab.Source, "sub", "f"), "restored", TestContext.Current.CancellationToken);
        await _lab.ArchiveAsync();

        StagedTree staged = await _lab.StageAsync(new TreeRules { Overwrite = OverwriteMode.Never }, RestoreMethod.SwapEntries);
        await _lab.Sequence(staged).CarryOutAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Assert.Equal(outside, new DirectoryInfo(Path.Combine(_lab.Target, "sub")).LinkTarget);
    }

    [Fact]
    public async Task A_folder_that_becomes_a_link_between_staging_and_swap_is_not_followed()
    {
        string outside = Directory.CreateDirectory(Path.Combine(_lab.Folder, "outside")).FullName;
        Directory.CreateDirectory(Path.Combine(_lab.Target, "sub"));
        Directory.CreateDirectory(Path.Combine(_lab.Source, "sub"));
        await File.WriteAllTextAsync(Path.Combine(_lab.Source, "sub", "f"), "restored", TestContext.Current.CancellationToken);
        await _lab.ArchiveAsync();
        StagedTree staged = await _lab.StageAsync(new TreeRules(), RestoreMethod.SwapEntries);
        Directory.Delete(Path.Combine(_lab.Target, "sub"));
        Directory.CreateSymbolicLink(Path.Combine(_lab.Target, "sub"), outside);

        await Assert.ThrowsAnyAsync<Exception>(() => _lab.Sequence(staged).CarryOutAsync(TestContext.Current.CancellationToken));

        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Fact]
    public async Task What_is_written_into_the_folder_after_the_staging_keeps_it_from_being_exchanged()
    {
        Directory.CreateDirectory(_lab.Source);
        await _lab.ArchiveAsync();
        StagedTree staged = await _lab.StageAsync(new TreeRules(), RestoreMethod.SwapFolder);
        await File.WriteAllTextAsync(Path.Combine(_lab.Target, "late"), "late", TestContext.Current.CancellationToken);

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => _lab.Sequence(staged).CarryOutAsync(TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCatalogue.RestoreTargetChanged, error.Id);
        Assert.Equal("late", await File.ReadAllTextAsync(Path.Combine(_lab.Target, "late"), TestContext.Current.CancellationToken));
    }

    private TreePlan Plan(IEnumerable<IndexEntry> entries, TreeRules? rules = null)
    {
        using NativeFolder target = NativeFolder.Open(_lab.Target);
        return TreePlanner.Plan(entries, target, rules ?? new TreeRules(), TestContext.Current.CancellationToken);
    }

    private static IndexEntry Entry(string path, EntryKind kind = EntryKind.File) => new() { Path = PathBytes.Of(path), Kind = kind, Place = Place, Target = "x"u8.ToArray() };
}
