using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Writing;
using SysOps.Core.Tests.Backups.Archives.Support;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>What an archive that builds on another stores, and what it takes over.</summary>
public sealed class IncrementalTests : IDisposable
{
    private readonly ChainLab _lab = new();

    public void Dispose() => _lab.Dispose();

    public static TheoryData<string, Func<IndexEntry, IndexEntry>> Differences { get; } = new()
    {
        { "size", entry => entry with { Size = entry.Size + 1 } },
        { "mtime", entry => entry with { Modified = Shift(entry.Modified) } },
        { "ctime", entry => entry with { Changed = Shift(entry.Changed!.Value) } },
        { "no ctime", entry => entry with { Changed = null } },
        { "inode", entry => entry with { Identity = entry.Identity!.Value with { Inode = entry.Identity.Value.Inode + 1 } } },
        { "mode", entry => entry with { Mode = entry.Mode ^ 1 } },
        { "owner", entry => entry with { OwnerId = entry.OwnerId + 1 } },
        { "group", entry => entry with { GroupId = entry.GroupId + 1 } },
        { "problem", entry => entry with { Problem = ArchiveProblemKind.Changed } },
        { "kind", entry => entry with { Kind = EntryKind.Fifo } },
        { "path", entry => entry with { Path = PathBytes.Of("fila") } },
    };

    [Theory]
    [MemberData(nameof(Differences), DisableDiscoveryEnumeration = true)]
    public async Task A_file_is_read_when_the_parent_tells_another(string what, Func<IndexEntry, IndexEntry> differ)
    {
        _lab.Write("file", "one");
        await _lab.BackUpAsync();

        // The sum in the parent is not the file's: only a file that is not read would keep it.
        TreeArchiveSummary summary = await _lab.BackUpAsync(forge: entry => entry.Kind == EntryKind.File ? differ(entry with { Sha256 = new string('0', 64) }) : entry);
        Assert.True(summary.StoredFiles == 1, what);
        Assert.Equal("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", Entry("file").Sha256);
    }

    [Fact]
    public async Task A_file_that_the_parent_tells_of_alike_is_not_even_read()
    {
        _lab.Write("file", "one");
        await _lab.BackUpAsync();
        TreeArchiveSummary summary = await _lab.BackUpAsync(forge: entry => entry.Kind == EntryKind.File ? entry with { Sha256 = new string('0', 64) } : entry);
        Assert.Equal((0, 0, 1, 3), (summary.StoredFiles, summary.StoredFileBytes, summary.ReusedFiles, summary.ReusedFileBytes));
        Assert.Equal(new string('0', 64), Entry("file").Sha256);
    }

    [Theory]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    [InlineData(1, 999_999_999, false)]
    public async Task Only_files_older_than_the_parent_by_more_than_two_seconds_are_taken_over(long seconds, int nanoseconds, bool isReused)
    {
        _lab.Write("file", "one");
        await _lab.BackUpAsync();
        FileTime changed = Entry("file").Changed!.Value;
        FileTime started = changed.Nanoseconds + nanoseconds < 1_000_000_000
            ? new FileTime(changed.Seconds + seconds, changed.Nanoseconds + nanoseconds)
            : new FileTime(changed.Seconds + seconds + 1, changed.Nanoseconds + nanoseconds - 1_000_000_000);
        TreeArchiveSummary summary = await _lab.BackUpAsync(started: started, forge: entry => entry.Kind == EntryKind.File ? entry with { Sha256 = new string('0', 64) } : entry);
        Assert.Equal(isReused ? 1 : 0, summary.ReusedFiles);
    }

    [Fact]
    public async Task A_time_of_modification_that_lies_in_the_future_is_not_believed()
    {
        File.SetLastWriteTimeUtc(_lab.Write("file", "one"), TimeProvider.System.GetUtcNow().UtcDateTime.AddYears(1));
        await _lab.BackUpAsync();
        TreeArchiveSummary summary = await _lab.BackUpAsync(forge: entry => entry.Kind == EntryKind.File ? entry with { Sha256 = new string('0', 64) } : entry);
        Assert.Equal(0, summary.ReusedFiles);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20 * 1024 * 1024)]
    public async Task When_only_metadata_changed_no_content_is_stored(int size)
    {
        byte[] content = NastyTree.Noise(size);
        string file = _lab.PathOf("file");
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        _lab.Root.CreateHardLink("name"u8, _lab.Root, "file"u8);
        await _lab.BackUpAsync();
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        using (NativeFile open = _lab.Root.OpenFile("file"u8))
        {
            open.SetAttribute(new ExtendedAttribute("user.new"u8.ToArray(), "one"u8.ToArray()));
            open.SetModified(new FileTime(1_000_000_000, 5));
        }

        TreeArchiveSummary summary = await _lab.BackUpAsync();
        Assert.Equal((0, 1, size), (summary.StoredFiles, summary.ReusedFiles, summary.ReusedFileBytes));
        Assert.InRange(summary.Archive.ContentBytes, 1, 8192);
        Assert.True(Entry("file").IsMetadataOnly);
        Assert.Equal("backup-1", Entry("file").ContentPlace!.Value.BackupId);
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(await _lab.RestoreAsync()));
        await _lab.AssertSoundAsync();

        // Taken over from then on.
        Assert.Equal(1, (await _lab.BackUpAsync()).ReusedFiles);
        Assert.Equal("backup-2", Entry("file").Place.BackupId);
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(await _lab.RestoreAsync()));
    }

    [Fact]
    public async Task A_change_that_leaves_no_trace_is_found_by_reading_again_reported_and_stored()
    {
        _lab.Write("file", "one");
        _lab.Write("other", "same");
        await _lab.BackUpAsync();
        Func<IndexEntry, IndexEntry> silently = entry => entry.Path == PathBytes.Of("file") ? entry with { Sha256 = new string('0', 64) } : entry;
        TreeArchiveSummary summary = await _lab.BackUpAsync(reread: 1, forge: silently);
        ArchiveProblem problem = Assert.Single(summary.Problems);
        Assert.Equal(("file", ArchiveProblemKind.ChangedSilently), (problem.Path.ToString(), problem.Kind));
        Assert.Equal((1, 1), (summary.StoredFiles, summary.ReusedFiles));
        Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(await _lab.RestoreAsync(), "file"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task About_the_share_that_was_asked_for_is_read_again()
    {
        for (int file = 0; file < 400; file++)
        {
            _lab.Write($"file {file}", $"{file}");
        }

        await _lab.BackUpAsync();
        TreeArchiveSummary summary = await _lab.BackUpAsync(reread: 0.1, forge: entry => entry.Kind == EntryKind.File ? entry with { Sha256 = new string('0', 64) } : entry);
        Assert.InRange(summary.ProblemCount, 15, 75);
        Assert.Equal(summary.ProblemCount, summary.StoredFiles);
    }

    [Fact]
    public async Task What_is_no_more_or_became_something_else_is_listed_children_first()
    {
        foreach (string name in (string[])["gone/deep/file", "gone/z", "gone.txt", "folder to file/inside", "file to folder", "file to link", "kept"])
        {
            _lab.Write(name);
        }

        File.CreateSymbolicLink(_lab.PathOf("link to folder"), "kept");
        await _lab.BackUpAsync();
        Directory.Delete(_lab.PathOf("gone"), recursive: true);
        File.Delete(_lab.PathOf("gone.txt"));
        Directory.Delete(_lab.PathOf("folder to file"), recursive: true);
        _lab.Write("folder to file");
        File.Delete(_lab.PathOf("file to folder"));
        _lab.Write("file to folder/inside");
        File.Delete(_lab.PathOf("file to link"));
        File.CreateSymbolicLink(_lab.PathOf("file to link"), "kept");
        File.Delete(_lab.PathOf("link to folder"));
        Directory.CreateDirectory(_lab.PathOf("link to folder"));
        _lab.Write("new");
        await _lab.BackUpAsync();
        Assert.Equal(["file to folder", "file to link", "folder to file/inside", "folder to file", "gone/deep/file", "gone/deep", "gone/z", "gone", "gone.txt", "link to folder"], _lab.ReadRemoved());
        Assert.Equal(await Tool.FingerprintAsync(_lab.Tree), await Tool.FingerprintAsync(await _lab.RestoreByHandAsync()));
    }

    [Fact]
    public async Task A_parent_that_is_damaged_ends_the_archive()
    {
        _lab.Write("a");
        _lab.Write("b");
        await _lab.BackUpAsync();
        await Assert.ThrowsAsync<ArchiveCorruptException>(() => _lab.BackUpAsync(forge: entry => entry.Path == PathBytes.Of("b") ? entry with { Path = PathBytes.Of("0") } : entry));
    }

    [Fact]
    public void Inode_numbers_are_not_believed_on_nfs_fuse_and_overlays() =>
        Assert.Equal([false, false, false, true, true], ((uint[])[0x6969, 0x65735546, 0x794C7630, 0xEF53, 0x58465342]).Select(FileSystemType.HasStableInodes));

    [Fact]
    public void The_clock_of_a_file_system_is_read_without_a_trace()
    {
        using NativeFolder folder = NativeFolder.Open(_lab.Tree);
        FileFacts before = folder.ReadFacts();
        FileTime now = FileSystemClock.Read(folder);
        Assert.InRange(now.Seconds, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1);
        Assert.Equal(before, folder.ReadFacts());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_lab.Tree));
    }

    private IndexEntry Entry(string name) => _lab.ReadIndex().Single(entry => entry.Path == PathBytes.Of(name));

    private static FileTime Shift(FileTime time) => time with { Nanoseconds = time.Nanoseconds ^ 1 };

    [Fact]
    public async Task A_restore_goes_from_archive_to_archive_of_a_long_chain_with_every_file()
    {
        const int Length = 30;
        using ChainLab lab = new();
        for (int backup = 0; backup < Length; backup++)
        {
            for (int file = 0; file < 2 * Length; file++)
            {
                if (backup == 0 || file % Length == backup)
                {
                    lab.Write($"file {file:d2}", $"of backup {backup}, file {file}");
                }
            }

            Assert.Empty((await lab.BackUpAsync()).Problems);
        }

        Assert.Equal(Length, lab.ReadIndex().Select(entry => entry.Place.BackupId).Distinct().Count());
        Assert.Equal(await Tool.FingerprintAsync(lab.Tree), await Tool.FingerprintAsync(await lab.RestoreAsync()));
        await lab.AssertSoundAsync();
    }
}
