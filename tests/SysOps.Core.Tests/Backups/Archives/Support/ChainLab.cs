using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Writing;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>A tree and a chain of archives of it, each built on the one before.</summary>
internal sealed class ChainLab : IDisposable
{
    private readonly TreeLab _lab = new();
    private readonly List<string> _ids = [];
    private int _restored;

    public string Tree => _lab.Tree;

    public NativeFolder Root => _lab.Root;

    public string Folder => Path.GetDirectoryName(_lab.Tree)!;

    public TreeArchiveSummary Last { get; private set; } = null!;

    public void Dispose() => _lab.Dispose();

    public string PathOf(string name) => Path.Combine(Tree, name);

    public string Write(string name, string content = "content") => _lab.Write(name, content);

    /// <summary>Adds an archive to the chain. What was written before the last one counts as old: its start is put an hour later than it was.</summary>
    public async Task<TreeArchiveSummary> BackUpAsync(double reread = 0, Func<IndexEntry, IndexEntry>? forge = null, FileTime? started = null)
    {
        string id = $"backup-{_ids.Count + 1}";
        await using FileStream archive = File.Create(ArchiveOf(id));
        await using FileStream index = File.Create(IndexOf(id));
        await using FileStream removed = File.Create(RemovedOf(id));
        using ArchiveBytes? before = _ids.Count > 0 ? Forge(_ids[^1], forge) : null;
        TreeArchiveRequest request = new()
        {
            RootPath = Tree,
            Archive = archive,
            Index = index,
            Options = new ArchiveOptions { BackupId = id, Workers = 2 },
            Parent = before is null ? null : new ArchiveParent { Index = before, Started = started ?? Last.Started with { Seconds = Last.Started.Seconds + 3600 }, RereadShare = reread, Random = new Random(1), Removed = removed },
        };
        Last = await TreeArchiver.WriteAsync(request, TestContext.Current.CancellationToken);
        _ids.Add(id);
        return Last;
    }

    /// <summary>Restores the last index into a new folder.</summary>
    public async Task<string> RestoreAsync()
    {
        string folder = NewFolder();
        using ArchiveBytes index = ArchiveBytes.Open(IndexOf(_ids[^1]));
        using ArchiveSet archives = new(id => ArchiveBytes.Open(ArchiveOf(id)));
        using NativeFolder destination = NativeFolder.Open(folder);
        TreeExtractRequest request = new() { Index = index, Archives = archives, Destination = destination, Workers = 2 };
        Assert.Empty((await TreeExtractor.ExtractAsync(request, TestContext.Current.CancellationToken)).Problems);
        return folder;
    }

    /// <summary>Restores without SysOps: oldest first, removes what is no more and lets tar do the rest. What tar cannot know is given from the tree: see <see cref="IndexEntry.IsMetadataOnly"/>.</summary>
    public async Task<string> RestoreByHandAsync()
    {
        string folder = NewFolder();
        foreach (string id in _ids)
        {
            await Tool.ShellAsync(
                """
                cd "$1"
                xargs -0 -r rm -d -- < "$3"
                zstd -q -d < "$2" | tar x -p --xattrs --xattrs-include='*' --acls --numeric-owner
                """,
                folder,
                ArchiveOf(id),
                RemovedOf(id));
        }

        foreach (IndexEntry entry in ReadIndex().Where(entry => entry.IsMetadataOnly))
        {
            await Tool.ShellAsync("chown --reference=\"$1\" -- \"$2\"; chmod --reference=\"$1\" -- \"$2\"; touch --reference=\"$1\" -- \"$2\"", PathOf(Text(entry.Path)), Path.Combine(folder, Text(entry.Path)));
        }

        return folder;
    }

    public async Task AssertSoundAsync()
    {
        foreach (string id in _ids)
        {
            using ArchiveBytes archive = ArchiveBytes.Open(ArchiveOf(id));
            using ArchiveBytes index = ArchiveBytes.Open(IndexOf(id));
            Assert.Empty((await ArchiveVerifier.VerifyAsync(archive, index, new ArchiveOptions { BackupId = id, Workers = 2 }, TestContext.Current.CancellationToken)).Findings);
        }
    }

    public List<IndexEntry> ReadIndex() => Read(_ids[^1]);

    public string[] ReadRemoved() => File.ReadAllText(RemovedOf(_ids[^1])).Split('\0')[..^1];

    private List<IndexEntry> Read(string id)
    {
        using ArchiveBytes bytes = ArchiveBytes.Open(IndexOf(id));
        using IndexReader index = new(bytes);
        return [.. index.Entries()];
    }

    private ArchiveBytes Forge(string id, Func<IndexEntry, IndexEntry>? forge)
    {
        if (forge is null)
        {
            return ArchiveBytes.Open(IndexOf(id));
        }

        SysOps.Backups.Archives.Zstandard.FrameBuffer lines = new();
        using (IndexWriter writer = new(lines))
        {
            Read(id).ForEach(entry => writer.Write(forge(entry)));
            writer.WriteEnd(Last.Archive);
        }

        return ArchiveBytes.Of(ForgedArchive.Compress(lines.Content).Bytes);
    }

    private static string Text(PathBytes path) => System.Text.Encoding.UTF8.GetString(path.Bytes);

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, $"restored-{++_restored}")).FullName;

    private string ArchiveOf(string id) => Path.Combine(Folder, $"{id}.tar.zst");

    private string IndexOf(string id) => Path.Combine(Folder, $"{id}.index.jsonl.zst");

    private string RemovedOf(string id) => Path.Combine(Folder, $"{id}.removed");
}
