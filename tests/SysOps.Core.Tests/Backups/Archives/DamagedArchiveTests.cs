using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Core.Tests.Backups.Archives.Support;
using SysOps.Files;
using SysOps.Files.Native;
using ZstdNet;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>Every bit of an archive and of its index, turned over one at a time, and both cut off anywhere.</summary>
public sealed class DamagedArchiveTests : IDisposable
{
    private readonly TreeLab _lab = new();

    public DamagedArchiveTests()
    {
        _lab.Write("file", "some content\n");
        Directory.CreateDirectory(Path.Combine(_lab.Tree, "folder"));
        _lab.Write("folder/noise", NastyTree.Noise(100));
        _lab.Root.CreateLink("link"u8, "file"u8);
        _lab.Root.CreateHardLink("name"u8, _lab.Root, "file"u8);
        using NativeFile file = _lab.Root.OpenFile("file"u8);
        file.SetAttribute(new ExtendedAttribute("user.one"u8.ToArray(), "two"u8.ToArray()));
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Every_bit_of_an_archive_that_turns_over_is_found_and_by_the_files_sum_alone_only_when_the_content_is_the_same()
    {
        (byte[] archive, byte[] index) = await ArchiveAsync();
        byte[] content = Content(archive);
        int bySumAlone = 0;
        foreach ((byte[] damaged, int at) in Damaged(archive))
        {
            ArchiveVerification verification = await VerifyAsync(damaged, index);
            Assert.False(verification.IsSound, $"byte {at}");
            if (verification.Findings.All(finding => finding.Text.Contains("its SHA-256 differs from the one in the index", StringComparison.Ordinal)))
            {
                // Some bits of a compressed block stand for nothing: tables have room for symbols that do not occur.
                bySumAlone++;
                Assert.Equal(content, Content(damaged));
            }
        }

        Assert.InRange(bySumAlone, 0, archive.Length / 10);
    }

    [Fact]
    public async Task Every_bit_of_an_index_that_turns_over_is_found_or_changes_nothing_that_is_read_from_it()
    {
        (byte[] archive, byte[] index) = await ArchiveAsync();
        List<string> before = Read(index);
        foreach ((byte[] damaged, int at) in Damaged(index))
        {
            if ((await VerifyAsync(archive, damaged)).IsSound)
            {
                Assert.True(before.SequenceEqual(Read(damaged)), $"byte {at}");
            }
        }
    }

    [Fact]
    public async Task An_archive_or_an_index_that_is_cut_off_or_goes_on_is_found()
    {
        (byte[] archive, byte[] index) = await ArchiveAsync();
        for (int part = 0; part < 20; part++)
        {
            Assert.False((await VerifyAsync(archive[..(archive.Length * part / 20)], index)).IsSound);
            Assert.False((await VerifyAsync(archive, index[..(index.Length * part / 20)])).IsSound);
        }

        Assert.False((await VerifyAsync([.. archive, 0], index)).IsSound);
        Assert.False((await VerifyAsync(archive, [.. index, 0])).IsSound);
        Assert.True((await VerifyAsync(archive, index)).IsSound);
    }

    [Fact]
    public async Task Nothing_wrong_is_ever_restored_as_right()
    {
        (byte[] archive, _) = await ArchiveAsync();
        foreach ((byte[] damaged, int at) in Damaged(archive).Where((_, number) => number % 7 == 0))
        {
            await File.WriteAllBytesAsync(_lab.ArchivePath, damaged, TestContext.Current.CancellationToken);
            Directory.Delete(_lab.Restored, recursive: true);
            Directory.CreateDirectory(_lab.Restored);
            List<ExtractedEntry> restored = [];
            await _lab.ExtractAsync(change: request => request with { Extracted = restored.Add });
            foreach (string name in restored.Where(one => one.Outcome == ExtractOutcome.Restored && one.Entry.Kind is EntryKind.File or EntryKind.HardLink).Select(one => one.Entry.Path.ToString()))
            {
                byte[] wanted = await File.ReadAllBytesAsync(Path.Combine(_lab.Tree, name), TestContext.Current.CancellationToken);
                byte[] found = await File.ReadAllBytesAsync(Path.Combine(_lab.Restored, name), TestContext.Current.CancellationToken);
                Assert.True(wanted.SequenceEqual(found), $"byte {at}: {name}");
            }

            foreach (string name in restored.Where(one => one.Outcome is ExtractOutcome.Corrupt or ExtractOutcome.Failed && one.Entry.Kind == EntryKind.File).Select(one => one.Entry.Path.ToString()))
            {
                Assert.False(File.Exists(Path.Combine(_lab.Restored, name)), $"byte {at}: {name}");
            }
        }
    }

    [Fact]
    public async Task The_index_of_another_archive_is_found()
    {
        (byte[] archive, _) = await ArchiveAsync();
        _lab.Write("file", "some other content\n");
        (_, byte[] index) = await ArchiveAsync();
        Assert.False((await VerifyAsync(archive, index)).IsSound);
    }

    private async Task<(byte[] Archive, byte[] Index)> ArchiveAsync()
    {
        await _lab.ArchiveAsync();
        return (await File.ReadAllBytesAsync(_lab.ArchivePath, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(_lab.IndexPath, TestContext.Current.CancellationToken));
    }

    private static IEnumerable<(byte[] Damaged, int At)> Damaged(byte[] bytes)
    {
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return (damaged, bit / 8);
        }
    }

    private static async Task<ArchiveVerification> VerifyAsync(byte[] archive, byte[] index)
    {
        using ArchiveBytes archiveBytes = ArchiveBytes.Of(archive);
        using ArchiveBytes indexBytes = ArchiveBytes.Of(index);
        return await ArchiveVerifier.VerifyAsync(archiveBytes, indexBytes, new ArchiveOptions { BackupId = TreeLab.BackupId, Workers = 1 }, TestContext.Current.CancellationToken);
    }

    private static byte[] Content(byte[] archive)
    {
        using ArchiveBytes bytes = ArchiveBytes.Of(archive);
        SeekTable table = SeekTable.Read(bytes);
        using Decompressor decompressor = new();
        return [.. Enumerable.Range(0, table.Count).SelectMany(frame => decompressor.Unwrap(archive.AsSpan((int)table[frame].Offset, table[frame].Stored)))];
    }

    private static List<string> Read(byte[] index)
    {
        using ArchiveBytes bytes = ArchiveBytes.Of(index);
        using IndexReader reader = new(bytes);
        return [.. reader.Entries().Select(entry => EntryText.Of(entry)), reader.End!.ToString()];
    }
}
