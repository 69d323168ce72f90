using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Writing;
using SysOps.Core.Tests.Backups.Archives.Support;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>
/// Trees that change while they are read. The first frame to be written changes them: so few frames are in flight at a time that the
/// large file is then in the middle of being read, and what comes after it was listed and not yet opened.
/// </summary>
public sealed class ChangingTreeTests : IDisposable
{
    private const int LargeSize = 80 * 1024 * 1024;

    private readonly TreeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_reported_and_stored_to_its_old_length()
    {
        TreeArchiveSummary summary = await ArchiveWhileAsync(path => File.AppendAllText(path, "more"));
        ArchiveProblem problem = Assert.Single(summary.Problems);
        Assert.Equal((ArchiveProblemKind.Changed, "large"), (problem.Kind, problem.Path.ToString()));
        await AssertSoundAsync(LargeSize);
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_read_is_reported_and_filled_with_zeros()
    {
        TreeArchiveSummary summary = await ArchiveWhileAsync(path =>
        {
            using FileStream file = File.OpenWrite(path);
            file.SetLength(1000);
        });
        ArchiveProblem problem = Assert.Single(summary.Problems);
        Assert.Equal((ArchiveProblemKind.Shrunk, "large"), (problem.Kind, problem.Path.ToString()));
        await AssertSoundAsync(LargeSize);
    }

    [Fact]
    public async Task A_file_that_is_gone_before_it_is_read_is_reported_and_not_stored()
    {
        _lab.Write("later");
        TreeArchiveSummary summary = await ArchiveWhileAsync(_ => File.Delete(Path.Combine(_lab.Tree, "later")));
        ArchiveProblem problem = Assert.Single(summary.Problems);
        Assert.Equal((ArchiveProblemKind.Vanished, "later"), (problem.Kind, problem.Path.ToString()));
        Assert.DoesNotContain(_lab.ReadIndex(), entry => entry.Path == PathBytes.Of("later"));
        await AssertSoundAsync(LargeSize);
    }

    [Fact]
    public async Task A_folder_that_becomes_a_link_is_not_followed()
    {
        Directory.CreateDirectory(Path.Combine(_lab.Tree, "later"));
        await ArchiveWhileAsync(_ =>
        {
            Directory.Delete(Path.Combine(_lab.Tree, "later"));
            File.CreateSymbolicLink(Path.Combine(_lab.Tree, "later"), "/etc");
        });
        Assert.Equal(EntryKind.Link, Assert.Single(_lab.ReadIndex(), entry => entry.Path.IsWithin(PathBytes.Of("later"))).Kind);
    }

    [Fact]
    public async Task Nothing_that_was_only_renamed_away_ends_the_archive()
    {
        _lab.Write("later/a");
        _lab.Write("later/b");
        TreeArchiveSummary summary = await ArchiveWhileAsync(_ => Directory.Move(Path.Combine(_lab.Tree, "later"), _lab.Restored + "-away"));
        Assert.Equal("later", Assert.Single(summary.Problems).Path.ToString());
        await AssertSoundAsync(LargeSize);
    }

    [Fact]
    public async Task A_full_disk_ends_the_archive_with_an_error()
    {
        _lab.Write("large", new byte[LargeSize]);
        IOException error = await Assert.ThrowsAsync<IOException>(() => _lab.ArchiveAsync(stream => new ActingStream(stream, () => throw new IOException("No space left on device")), request => request));
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_archive_ends_as_cancelled()
    {
        _lab.Write("large", new byte[LargeSize]);
        using CancellationTokenSource stop = new();
        await using FileStream archive = File.Create(_lab.ArchivePath);
        TreeArchiveRequest request = new() { RootPath = _lab.Tree, Archive = new ActingStream(archive, stop.Cancel), Index = new MemoryStream(), Options = new ArchiveOptions { BackupId = TreeLab.BackupId } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TreeArchiver.WriteAsync(request, stop.Token));
    }

    [Fact]
    public async Task A_root_that_is_not_there_is_an_error()
    {
        NativeException error = await Assert.ThrowsAsync<NativeException>(() => _lab.ArchiveAsync(stream => stream, request => request with { RootPath = "/nowhere/at/all" }));
        Assert.Equal(NativeError.NoEntry, error.Error);
    }

    private async Task<TreeArchiveSummary> ArchiveWhileAsync(Action<string> change)
    {
        string large = Path.Combine(_lab.Tree, "large");
        await File.WriteAllBytesAsync(large, NastyTree.Noise(LargeSize), TestContext.Current.CancellationToken);
        return await _lab.ArchiveAsync(stream => new ActingStream(stream, () => change(large)), request => request);
    }

    // The stream is valid whatever happened, and holds what the index says.
    private async Task AssertSoundAsync(long size)
    {
        Assert.Equal(size, _lab.ReadIndex().Single(entry => entry.Path == PathBytes.Of("large")).Size);
        Assert.Empty((await _lab.VerifyAsync()).Findings);
        TreeExtractSummary extracted = await _lab.ExtractAsync();
        Assert.Empty(extracted.Problems);
        await Tool.ShellAsync("zstd -q -d < \"$1\" | tar t > /dev/null", _lab.ArchivePath);
    }
}
