using System.Security.Cryptography;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Writing;
using SysOps.Core.Tests.Backups.Archives.Support;
using SysOps.Files;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>Our reader on archives that GNU tar made, and on our own: both tell the same of the same tree.</summary>
public sealed class GnuTarTests : IDisposable
{
    private readonly TreeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Archives_of_gnu_tar_are_read_with_attributes_acls_and_holes()
    {
        NastyTree.Fill(_lab.Root);
        await _lab.ArchiveAsync();
        string tar = Path.Combine(_lab.Restored, "gnu.tar");
        await Tool.ShellAsync("tar --format=posix --xattrs --xattrs-include='*' --acls --sparse -C \"$1\" -cf \"$2\" .", _lab.Tree, tar);
        Assert.Equal(Lines(_lab.ReadIndex()), Lines(Read(tar)));
    }

    [Fact]
    public async Task Long_names_and_links_of_gnu_tars_own_format_are_read()
    {
        string folder = string.Join('/', Enumerable.Repeat(new string('d', 60), 5));
        _lab.Write($"{folder}/file");
        File.CreateSymbolicLink(Path.Combine(_lab.Tree, "link"), folder);
        await _lab.ArchiveAsync();
        string tar = Path.Combine(_lab.Restored, "gnu.tar");
        await Tool.ShellAsync("tar --format=gnu -C \"$1\" -cf \"$2\" .", _lab.Tree, tar);

        // That format has whole seconds.
        Assert.Equal(Lines(_lab.ReadIndex().Select(entry => entry with { Modified = new FileTime(entry.Modified.Seconds, 0) })), Lines(Read(tar)));
    }

    [Fact]
    public async Task What_the_system_lets_nobody_read_is_a_problem_and_the_rest_is_archived()
    {
        // Not even root may read a setting that can only be written.
        TreeArchiveSummary summary = await _lab.ArchiveAsync(stream => stream, request => request with { RootPath = "/proc/sys/net/ipv4/route" });
        ArchiveProblem problem = Assert.Single(summary.Problems, problem => problem.Path == PathBytes.Of("flush"));
        Assert.Equal(ArchiveProblemKind.Unreadable, problem.Kind);
        Assert.Contains("Permission denied", problem.Reason, StringComparison.Ordinal);
        Assert.True(summary.Counts[EntryKind.File] > 5);
        Assert.DoesNotContain(_lab.ReadIndex(), entry => entry.Path == PathBytes.Of("flush"));
    }

    // Which of its names carries the content of a file with several is each tar's own choice.
    private static IEnumerable<string> Lines(IEnumerable<IndexEntry> entries) => entries
        .OrderBy(entry => entry.Path)
        .Select(entry => EntryText.Of(entry with
        {
            Kind = entry.Kind == EntryKind.HardLink ? EntryKind.File : entry.Kind,
            Target = entry.Kind == EntryKind.HardLink ? default : entry.Target,
            Changed = null,
            Identity = null,
            Place = default,
            ContentPlace = null,
        }));

    private static List<IndexEntry> Read(string tar)
    {
        using FileStream stream = File.OpenRead(tar);
        TarReader reader = new(stream);
        Dictionary<PathBytes, IndexEntry> files = [];
        List<IndexEntry> entries = [];
        while (reader.ReadNext() is { } headers)
        {
            IndexEntry entry = headers.Kind == EntryKind.HardLink ? files[TarEntry.PathOf(headers.Target.Span)] with { Path = headers.Path } : Of(headers, reader);
            files[entry.Path] = entry;
            entries.Add(entry);
        }

        return entries;
    }

    private static IndexEntry Of(TarEntry headers, TarReader reader) => new()
    {
        Path = headers.Path,
        Kind = headers.Kind,
        Mode = headers.Mode,
        OwnerId = headers.OwnerId,
        GroupId = headers.GroupId,
        OwnerName = headers.OwnerName,
        GroupName = headers.GroupName,
        Modified = headers.Modified,
        Size = headers.Size,
        Sha256 = headers.Kind == EntryKind.File ? HashOf(headers, reader) : null,
        Target = headers.Target,
        Device = headers.Device,
        AttributesDigest = IndexEntry.DigestOf(headers.Attributes),
        Place = default,
    };

    private static string HashOf(TarEntry headers, TarReader reader)
    {
        byte[] content = new byte[headers.Size];
        foreach (SparseMap.DataPart part in headers.Sparse?.Parts ?? [new SparseMap.DataPart(0, headers.Size)])
        {
            Span<byte> rest = content.AsSpan((int)part.Offset, (int)part.Length);
            while (!rest.IsEmpty)
            {
                rest = rest[reader.Read(rest)..];
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
