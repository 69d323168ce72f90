using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Writing;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>A folder with a tree, its archive, and what is restored of it.</summary>
internal sealed class TreeLab : IDisposable
{
    public const string BackupId = "20261123T201530.123Z-7f3a";

    private readonly string _folder = Directory.CreateTempSubdirectory("sysops-archive-").FullName;

    public TreeLab()
    {
        Directory.CreateDirectory(Tree);
        Directory.CreateDirectory(Restored);
        Root = NativeFolder.Open(Tree);
    }

    public string Tree => Path.Combine(_folder, "tree");

    public string Restored => Path.Combine(_folder, "restored");

    public string ArchivePath => Path.Combine(_folder, "tree.tar.zst");

    public string IndexPath => Path.Combine(_folder, "tree.index.jsonl.zst");

    public NativeFolder Root { get; }

    public void Dispose()
    {
        Root.Dispose();

        // .NET cannot remove paths that are longer than the system takes.
        using System.Diagnostics.Process remove = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("rm") { ArgumentList = { "-rf", _folder } })!;
        remove.WaitForExit();
    }

    public string Write(string name, string content = "content")
    {
        string path = Path.Combine(Tree, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(Tree, name), content);

    public Task<TreeArchiveSummary> ArchiveAsync(params string[] excludes) => ArchiveAsync(stream => stream, request => request with { Excludes = excludes });

    public async Task<TreeArchiveSummary> ArchiveAsync(Func<Stream, Stream> wrap, Func<TreeArchiveRequest, TreeArchiveRequest> change)
    {
        await using FileStream archive = File.Create(ArchivePath);
        await using FileStream index = File.Create(IndexPath);
        TreeArchiveRequest request = new()
        {
            RootPath = Tree,
            Archive = wrap(archive),
            Index = index,
            Options = new ArchiveOptions { BackupId = BackupId, Workers = 2 },
        };
        return await TreeArchiver.WriteAsync(change(request), TestContext.Current.CancellationToken);
    }

    public async Task<TreeExtractSummary> ExtractAsync(Func<PathBytes, bool>? include = null, Func<TreeExtractRequest, TreeExtractRequest>? change = null)
    {
        using ArchiveBytes index = ArchiveBytes.Open(IndexPath);
        using ArchiveSet archives = new(_ => ArchiveBytes.Open(ArchivePath));
        using NativeFolder destination = NativeFolder.Open(Restored);
        TreeExtractRequest request = new() { Index = index, Archives = archives, Destination = destination, Include = include is null ? null : entry => include(entry.Path), Workers = 2 };
        return await TreeExtractor.ExtractAsync(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    public async Task<ArchiveVerification> VerifyAsync()
    {
        using ArchiveBytes archive = ArchiveBytes.Open(ArchivePath);
        using ArchiveBytes index = ArchiveBytes.Open(IndexPath);
        return await ArchiveVerifier.VerifyAsync(archive, index, new ArchiveOptions { BackupId = BackupId, Workers = 2 }, TestContext.Current.CancellationToken);
    }

    public List<IndexEntry> ReadIndex()
    {
        using ArchiveBytes bytes = ArchiveBytes.Open(IndexPath);
        using IndexReader index = new(bytes);
        return [.. index.Entries()];
    }
}
