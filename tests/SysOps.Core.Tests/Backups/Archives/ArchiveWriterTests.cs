using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Writing;
using SysOps.Core.Tests.Backups.Archives.Support;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>Archives of files that come one at a time.</summary>
public sealed class ArchiveWriterTests : IDisposable
{
    private readonly TreeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Each_file_is_given_back_alone()
    {
        Dictionary<string, byte[]> files = new() { ["3001.dat"] = NastyTree.Noise(100), ["3002.dat"] = NastyTree.Noise(9_000_000), ["3003.dat"] = [], ["größe"] = NastyTree.Noise(5000), ["toc.dat"] = NastyTree.Noise(777) };
        await WriteAsync(files);
        using ArchiveSet archives = new(_ => ArchiveBytes.Open(_lab.ArchivePath));
        using ArchiveReader reader = new(archives);
        foreach (IndexEntry entry in _lab.ReadIndex().OrderByDescending(entry => entry.Path))
        {
            using MemoryStream content = new();
            reader.ReadFile(entry, content, TestContext.Current.CancellationToken);
            Assert.Equal(files[Encoding.UTF8.GetString(entry.Path.Bytes)], content.ToArray());
        }

        Assert.Empty((await _lab.VerifyAsync()).Findings);
        Assert.True((await _lab.ExtractAsync()).IsComplete);
        Assert.Equal(files["3002.dat"], await File.ReadAllBytesAsync(Path.Combine(_lab.Restored, "3002.dat"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_totals_are_those_of_the_files_that_were_written()
    {
        ArchiveSummary summary = await WriteAsync(new() { ["a"] = NastyTree.Noise(9_000_000), ["b"] = [1] });
        byte[] archive = await File.ReadAllBytesAsync(_lab.ArchivePath, TestContext.Current.CancellationToken);
        Assert.Equal(archive.Length, summary.Archive.StoredBytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(archive)), summary.Archive.Sha256);
        Assert.Equal(3, summary.Archive.Frames);
        Assert.Equal(2, summary.Entries);
        Assert.Equal(new FileInfo(_lab.IndexPath).Length, summary.Index.StoredBytes);
        Assert.Equal($"{summary.Archive.ContentBytes}", (await Tool.ShellAsync("zstd -q -d < \"$1\" | wc -c", _lab.ArchivePath)).Trim());
    }

    [Fact]
    public async Task Files_in_folders_are_restored_without_entries_of_the_folders()
    {
        await WriteAsync(new() { ["etc/app/settings.yaml"] = "a: 1"u8.ToArray(), ["etc/.env"] = "KEY=1"u8.ToArray() });
        Assert.True((await _lab.ExtractAsync()).IsComplete);
        Assert.Equal("a: 1", await File.ReadAllTextAsync(Path.Combine(_lab.Restored, "etc/app/settings.yaml"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/absolute")]
    [InlineData("../outside")]
    [InlineData("a//b")]
    [InlineData("")]
    public async Task A_name_that_could_not_be_restored_is_refused(string name)
    {
        await using ArchiveWriter writer = new(new MemoryStream(), new MemoryStream(), new ArchiveOptions { BackupId = TreeLab.BackupId }, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ArgumentException>(() => writer.AddFileAsync(name, new MemoryStream([1]), 1, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_an_error()
    {
        await using ArchiveWriter writer = new(new MemoryStream(), new MemoryStream(), new ArchiveOptions { BackupId = TreeLab.BackupId }, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<EndOfStreamException>(() => writer.AddFileAsync("a", new MemoryStream([1]), 2, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whatever_tree_is_archived_is_the_same_after_it_was_restored() => await Gen
        .Select(Gen.OneOf(Gen.Byte[1, 255].Array[1, 30], Gen.Char.AlphaNumeric.Array[1, 5].Select(name => Encoding.UTF8.GetBytes(name))), Gen.Int[0, 3], Gen.Int[0, 20_000], Gen.Int[0, 0x1ff])
        .Array[0, 30]
        .SampleAsync(RoundTripAsync, iter: 15, threads: 1);

    private static async Task RoundTripAsync((byte[] Name, int Kind, int Length, int Mode)[] items)
    {
        using TreeLab lab = new();
        RandomTree.Fill(lab.Root, items);
        await lab.ArchiveAsync();
        List<string> before = [.. lab.ReadIndex().Select(entry => WithoutPlace(entry))];
        Assert.Empty((await lab.VerifyAsync()).Findings);
        Assert.True((await lab.ExtractAsync()).IsComplete);
        await lab.ArchiveAsync(stream => stream, request => request with { RootPath = lab.Restored });
        Assert.Equal(before, lab.ReadIndex().Select(entry => WithoutPlace(entry)));
        Assert.Equal(lab.ReadIndex().Select(entry => entry.Path).Order(), lab.ReadIndex().Select(entry => entry.Path));
    }

    // The times of change and the inodes are new, and so may be the frames.
    private static string WithoutPlace(IndexEntry entry) => EntryText.Of(entry with { Changed = null, Identity = null, Place = default, ContentPlace = null });

    private async Task<ArchiveSummary> WriteAsync(Dictionary<string, byte[]> files)
    {
        await using FileStream archive = File.Create(_lab.ArchivePath);
        await using FileStream index = File.Create(_lab.IndexPath);
        await using ArchiveWriter writer = new(archive, index, new ArchiveOptions { BackupId = TreeLab.BackupId, Workers = 2 }, TestContext.Current.CancellationToken);
        foreach ((string name, byte[] content) in files)
        {
            IndexEntry entry = await writer.AddFileAsync(name, new MemoryStream(content), content.Length, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), entry.Sha256);
        }

        return await writer.CompleteAsync();
    }
}
