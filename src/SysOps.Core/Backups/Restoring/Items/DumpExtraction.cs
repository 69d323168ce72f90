using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Puts the files of a dump into a private folder, verified, as pg_dump wrote them.</summary>
internal static class DumpExtraction
{
    /// <param name="source">The backup.</param>
    /// <param name="component">Its database.</param>
    /// <param name="folder">Full path; made here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">BackupCorrupt, ArchiveCorrupt or RestoreFailed.</exception>
    public static async Task RunAsync(RestoreSource source, ManifestComponent component, string folder, CancellationToken cancellationToken)
    {
        (string archive, string index) = ComponentFiles.ArchiveOf(component.Files) ?? throw new ArchiveCorruptException($"The component '{component.Name}' has no archive.");
        await Task.Run(() => source.VerifyAll([archive, index], cancellationToken), cancellationToken).ConfigureAwait(false);
        PrivateFiles.CreateFolder(folder);
        using ArchiveSet archives = source.OpenArchives(archive);
        using ArchiveBytes bytes = source.Open(index);
        using NativeFolder handle = NativeFolder.Open(folder);
        TreeExtractSummary extracted = await TreeExtractor.ExtractAsync(
            new TreeExtractRequest { Index = bytes, Archives = archives, Destination = handle, Include = entry => entry.Kind is EntryKind.File, RestoreOwners = false },
            cancellationToken).ConfigureAwait(false);
        StagedContent.ThrowIfSpoilt(extracted, folder);
    }
}
