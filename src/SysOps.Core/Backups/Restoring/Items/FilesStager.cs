using System.Text;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Stages single files in the folder that they belong to, or, where that is missing, in the nearest above it.</summary>
internal sealed class FilesStager
{
    private readonly string _folder;
    private readonly HashSet<PathBytes> _files;
    private readonly TreeSwap _announced;

    /// <param name="folder">Full path, links resolved; it exists.</param>
    /// <param name="files">Full paths without the first slash, all below the folder.</param>
    /// <param name="context">The restore.</param>
    public FilesStager(string folder, IReadOnlyList<PathBytes> files, RestoreContext context)
    {
        _folder = folder;
        _files = [.. files];
        _announced = new TreeSwap
        {
            Root = folder,
            Staging = $".sysops-restore-{context.Id}",
            Steps = [],
            Previous = context.Request.RemovePrevious ? null : PreviousName.Of(Path.Combine(folder, "configuration"), context.Now),
        };
    }

    public TreeSwap Announce() => _announced;

    /// <exception cref="SysOpsException">ArchiveCorrupt or RestoreFailed: a file is not as it was archived.</exception>
    public async Task<StagedTree> StageAsync(Func<ArchiveBytes> openIndex, ArchiveSet archives, CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(_folder);
        using NativeFolder staging = StagingFolder.Create(root, _announced);
        using NativeFolder fresh = root.OpenBeneath(_announced.StagedTree);
        using ArchiveBytes index = openIndex();
        TreeExtractSummary extracted = await TreeExtractor.ExtractAsync(
            new TreeExtractRequest { Index = index, Archives = archives, Destination = fresh, Include = entry => _files.Contains(entry.Path) },
            cancellationToken).ConfigureAwait(false);
        StagedContent.ThrowIfSpoilt(extracted, _folder);
        staging.SyncFileSystem();
        PathBytes below = _announced.StagedPathOf(PathBytes.Of(Encoding.UTF8.GetBytes(_folder.Trim('/'))));
        IReadOnlyList<SwapStep> steps = SwapSteps.Of(root, below);
        return new StagedTree { Swap = _announced with { Steps = steps, Previous = steps.Any(step => step.Old is not null) ? _announced.Previous : null }, Extracted = extracted };
    }
}
