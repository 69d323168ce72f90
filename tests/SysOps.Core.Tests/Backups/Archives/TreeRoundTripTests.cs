using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Writing;
using SysOps.Core.Tests.Backups.Archives.Support;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>A tree with everything in it, archived and restored; GNU tar says whether it is the same.</summary>
public sealed class TreeRoundTripTests : IDisposable
{
    private readonly TreeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_nasty_tree_comes_back_as_it_was()
    {
        NastyTree.Fill(_lab.Root);
        TreeArchiveSummary summary = await _lab.ArchiveAsync();
        Assert.Empty(summary.Problems);
        TreeExtractSummary extracted = await _lab.ExtractAsync();
        Assert.Empty(extracted.Problems);
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(_lab.Restored));
        Assert.Equal(summary.FileBytes, extracted.FileBytes);
    }

    [Fact]
    public async Task Gnu_tar_restores_it_with_sysops_out_of_the_picture()
    {
        NastyTree.Fill(_lab.Root);
        await _lab.ArchiveAsync();
        await Tool.ShellAsync("zstd -q -d < \"$1\" | tar x -p -C \"$2\" --xattrs --xattrs-include='*' --acls --numeric-owner", _lab.ArchivePath, _lab.Restored);
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(_lab.Restored));
        using NativeFolder restored = NativeFolder.Open(_lab.Restored);
        Assert.InRange(restored.ReadFacts("sparse"u8).Allocated, 1, 1024 * 1024);
    }

    [Fact]
    public async Task An_archive_is_sound_and_every_entry_is_verified()
    {
        NastyTree.Fill(_lab.Root);
        TreeArchiveSummary summary = await _lab.ArchiveAsync();
        ArchiveVerification verification = await _lab.VerifyAsync();
        Assert.Empty(verification.Findings);
        Assert.Equal(summary.Counts.Values.Sum(), verification.EntriesVerified);
        Assert.Equal(summary.FileBytes, verification.FileBytesVerified);
        Assert.Equal(3, summary.Counts[EntryKind.HardLink]);
        Assert.Equal(2, summary.Counts[EntryKind.CharacterDevice] + summary.Counts[EntryKind.BlockDevice]);
    }

    [Fact]
    public async Task Holes_are_neither_stored_nor_restored()
    {
        using (NativeFile sparse = _lab.Root.CreateFile("sparse"u8))
        {
            sparse.Write("end"u8, 100L * 1024 * 1024);
        }

        TreeArchiveSummary summary = await _lab.ArchiveAsync();
        Assert.InRange(summary.Archive.ContentBytes, 1, 64 * 1024);
        await _lab.ExtractAsync();
        using NativeFolder restored = NativeFolder.Open(_lab.Restored);
        Assert.Equal((100L * 1024 * 1024) + 3, restored.ReadFacts("sparse"u8).Size);
        Assert.InRange(restored.ReadFacts("sparse"u8).Allocated, 1, 64 * 1024);
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(_lab.Restored));
    }

    [Fact]
    public async Task Paths_longer_than_the_system_takes_come_back()
    {
        byte[] name = [.. Enumerable.Repeat((byte)'d', 250)];
        NativeFolder folder = _lab.Root.OpenFolder("."u8);
        PathBytes path = PathBytes.Root;
        for (int depth = 0; depth < 40; depth++)
        {
            using NativeFolder parent = folder;
            folder = NastyTree.MakeFolder(parent, name);
            path = path.Append(name);
        }

        NastyTree.WriteFile(folder, "bottom"u8, "deep"u8);
        folder.Dispose();
        Assert.True(path.Bytes.Length > 10_000);
        Assert.Empty((await _lab.ArchiveAsync()).Problems);
        Assert.Empty((await _lab.ExtractAsync()).Problems);
        using NativeFolder restored = NativeFolder.Open(_lab.Restored);
        using NativeFolder bottom = restored.OpenBeneath(path);
        Assert.Equal(4, bottom.ReadFacts("bottom"u8).Size);
        Assert.Empty((await _lab.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_tree_deeper_than_the_folders_kept_open_comes_back()
    {
        NativeFolder folder = _lab.Root.OpenFolder("."u8);
        for (int depth = 0; depth < 200; depth++)
        {
            using NativeFolder parent = folder;
            folder = NastyTree.MakeFolder(parent, "d"u8);
            NastyTree.WriteFile(parent, "file after"u8, "x"u8);
        }

        folder.Dispose();
        Assert.Equal(401, (await _lab.ArchiveAsync()).Counts.Values.Sum());
        await _lab.ExtractAsync();
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(_lab.Restored));
    }

    [Fact]
    public async Task A_socket_is_noted_and_is_no_problem()
    {
        using System.Net.Sockets.Socket socket = NastyTree.AddSocket(Path.Combine(_lab.Tree, "socket"));
        TreeArchiveSummary summary = await _lab.ArchiveAsync();
        Assert.Equal("socket", Assert.Single(summary.Notes).Path.ToString());
        Assert.Equal(0, summary.ProblemCount);
        Assert.Single(_lab.ReadIndex());
    }

    [Fact]
    public async Task What_is_excluded_or_left_out_is_not_in_the_archive()
    {
        _lab.Write("keep/file");
        _lab.Write("keep/file.tmp");
        _lab.Write("cache/deep/file");
        _lab.Write("repository/old.tar.zst");
        Directory.CreateSymbolicLink(_lab.Restored + "-link", Path.Combine(_lab.Tree, "repository"));
        await _lab.ArchiveAsync(stream => stream, request => request with { Excludes = ["**/*.tmp", "cache"], LeaveOuts = [_lab.Restored + "-link", Path.Combine(_lab.Tree, "later")] });
        Assert.Equal([".", "keep", "keep/file"], _lab.ReadIndex().Select(entry => entry.Path.ToString()));
    }

    [Fact]
    public async Task One_file_is_restored_with_the_folders_above_it_alone()
    {
        _lab.Write("a/b/wanted", "this");
        _lab.Write("a/b/other");
        _lab.Write("c/other");
        File.SetUnixFileMode(Path.Combine(_lab.Tree, "a"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await _lab.ArchiveAsync();
        TreeExtractSummary summary = await _lab.ExtractAsync(path => path == PathBytes.Of("a/b/wanted"));
        Assert.True(summary.IsComplete);
        Assert.Equal(["a", "a/b", "a/b/wanted"], Directory.EnumerateFileSystemEntries(_lab.Restored, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_lab.Restored, path)).Order(StringComparer.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_lab.Restored, "a")));
    }

    [Fact]
    public async Task A_hard_link_is_restored_as_a_file_when_its_other_name_is_not_wanted()
    {
        _lab.Write("first", "shared");
        _lab.Root.CreateHardLink("second"u8, _lab.Root, "first"u8);
        await _lab.ArchiveAsync();
        Assert.Empty((await _lab.ExtractAsync(path => path == PathBytes.Of("second"))).Problems);
        Assert.Equal("shared", await File.ReadAllTextAsync(Path.Combine(_lab.Restored, "second"), TestContext.Current.CancellationToken));
    }
}
