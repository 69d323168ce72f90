using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Core.Tests.Backups.Archives.Support;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>Archives that would lead out of the folder they are restored to: that entry is refused by name, and the rest is restored.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private readonly TreeLab _lab = new();
    private readonly ForgedArchive _archive = new();

    public HostileArchiveTests()
    {
        // What lies beside the folder that is restored to.
        File.WriteAllText(Path.Combine(Outside, "secret"), "secret");
        _archive.AddFile("aaa first");
    }

    private string Outside => Path.GetDirectoryName(_lab.Restored)!;

    public void Dispose()
    {
        _archive.Dispose();
        _lab.Dispose();
    }

    [Theory]
    [InlineData("/tmp/sysops-planted")]
    [InlineData("../planted")]
    [InlineData("folder/../../planted")]
    [InlineData("folder/..")]
    [InlineData("./planted")]
    [InlineData("folder//planted")]
    [InlineData("..")]
    [InlineData("with\0zero")]
    [InlineData("")]
    public async Task A_name_that_leads_outside_is_refused(string path)
    {
        _archive.AddFile(path, nameInTar: path.Contains('\0', StringComparison.Ordinal) || path.Length == 0 ? "other" : path);
        await AssertOneIsRefusedAsync(path.Length == 0 ? "." : path.Replace("\0", "\\x00", StringComparison.Ordinal));
        Assert.False(File.Exists("/tmp/sysops-planted"));
    }

    [Theory]
    [InlineData(EntryKind.Folder, "../planted")]
    [InlineData(EntryKind.Link, "../planted")]
    [InlineData(EntryKind.Fifo, "../planted")]
    [InlineData(EntryKind.HardLink, "../planted")]
    [InlineData(EntryKind.CharacterDevice, "/tmp/sysops-planted")]
    public async Task Whatever_it_is(EntryKind kind, string path)
    {
        _archive.Add(kind, path, "aaa first");
        await AssertOneIsRefusedAsync(path);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("/proc/self/cwd")]
    public async Task Nothing_is_made_through_a_link_that_an_earlier_entry_made(string target)
    {
        _archive.Add(EntryKind.Link, "link", target);
        _archive.AddFile("link/planted");
        await AssertOneIsRefusedAsync("link/planted");
        Assert.False(File.Exists("/planted"));
        Assert.False(File.Exists("planted"));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../secret")]
    [InlineData("link/secret")]
    [InlineData("link")]
    [InlineData("")]
    public async Task A_hard_link_to_something_outside_is_refused(string target)
    {
        _archive.Add(EntryKind.Link, "link", "..");
        _archive.Add(EntryKind.HardLink, "name", target);
        await AssertOneIsRefusedAsync("name");
        Assert.False(File.Exists(Path.Combine(_lab.Restored, "name")));
    }

    [Fact]
    public async Task A_hard_link_to_a_file_that_is_missing_is_corrupt()
    {
        _archive.Add(EntryKind.HardLink, "name", "nowhere");
        TreeExtractSummary summary = await RestoreAsync();
        Assert.Equal(ExtractOutcome.Corrupt, Assert.Single(summary.Problems).Outcome);
    }

    [Theory]
    [InlineData(EntryKind.CharacterDevice)]
    [InlineData(EntryKind.BlockDevice)]
    public async Task A_device_is_refused_to_all_but_root(EntryKind kind)
    {
        _archive.Add(kind, "device");
        await AssertOneIsRefusedAsync("device", request => request with { RestoreDevices = false });
    }

    [Theory]
    [InlineData(EntryKind.File)]
    [InlineData(EntryKind.Folder)]
    [InlineData(EntryKind.Link)]
    [InlineData(EntryKind.Fifo)]
    [InlineData(EntryKind.HardLink)]
    public async Task The_second_of_two_entries_with_one_name_is_refused(EntryKind kind)
    {
        _archive.AddFile("twice", "first");
        if (kind == EntryKind.File)
        {
            _archive.AddFile("twice", "second");
        }
        else
        {
            _archive.Add(kind, "twice", "aaa first");
        }

        await AssertOneIsRefusedAsync("twice");
        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(_lab.Restored, "twice"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_stands_in_the_way_is_neither_replaced_nor_followed()
    {
        _archive.AddFile("file/in a file");
        _archive.Add(EntryKind.Folder, "folder");
        _archive.AddFile("folder/planted");
        await File.WriteAllTextAsync(Path.Combine(_lab.Restored, "file"), "before", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(_lab.Restored, "folder"), Outside);
        TreeExtractSummary summary = await RestoreAsync();
        Assert.Equal(["file/in a file", "folder", "folder/planted"], summary.Problems.Select(problem => problem.Entry.Path.ToString()));
        Assert.All(summary.Problems, problem => Assert.Equal(ExtractOutcome.Refused, problem.Outcome));
        Assert.Equal("before", await File.ReadAllTextAsync(Path.Combine(_lab.Restored, "file"), TestContext.Current.CancellationToken));
        AssertOutsideIsUntouched();
    }

    [Fact]
    public async Task An_entry_whose_headers_tell_another_name_is_corrupt()
    {
        _archive.AddFile("here", nameInTar: "there");
        TreeExtractSummary summary = await RestoreAsync();
        Assert.Equal(("here", ExtractOutcome.Corrupt), (Assert.Single(summary.Problems).Entry.Path.ToString(), summary.Problems[0].Outcome));
        Assert.Equal(["aaa first", "zzz last"], Names());
        Assert.False((await _lab.VerifyAsync()).IsSound);
    }

    private async Task AssertOneIsRefusedAsync(string path, Func<TreeExtractRequest, TreeExtractRequest>? change = null)
    {
        TreeExtractSummary summary = await RestoreAsync(change);
        ExtractedEntry problem = Assert.Single(summary.Problems);
        Assert.Equal((path, ExtractOutcome.Refused), (problem.Entry.Path.ToString(), problem.Outcome));
        Assert.NotNull(problem.Reason);
        AssertOutsideIsUntouched();
    }

    private async Task<TreeExtractSummary> RestoreAsync(Func<TreeExtractRequest, TreeExtractRequest>? change = null)
    {
        _archive.AddFile("zzz last");
        _archive.Save(_lab);
        TreeExtractSummary summary = await _lab.ExtractAsync(change: change);
        Assert.Contains("aaa first", Names());
        Assert.Contains("zzz last", Names());
        return summary;
    }

    private void AssertOutsideIsUntouched()
    {
        Assert.Equal(["restored", "secret", "tree", "tree.index.jsonl.zst", "tree.tar.zst"], Directory.EnumerateFileSystemEntries(Outside).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(Outside, "secret")));
    }

    private IEnumerable<string> Names() => Directory.EnumerateFileSystemEntries(_lab.Restored).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
