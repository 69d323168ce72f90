using System.Globalization;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Files;

namespace SysOps.Backups.Contents;

/// <summary>Lists what is in a backup, from its indexes alone.</summary>
public static class BackupContents
{
    /// <param name="repository">Locked, so that the backup stays.</param>
    /// <param name="name">The backup.</param>
    /// <param name="components">Of which components; null for all.</param>
    /// <returns>Entry by entry, as they are read: only one is in memory. To be enumerated once.</returns>
    /// <exception cref="SysOpsException">There is no such backup, or it is damaged.</exception>
    public static IEnumerable<BackupEntry> Read(BackupRepository repository, BackupName name, IReadOnlyList<BackupComponentKind>? components)
    {
        BackupManifest manifest = repository.ReadManifest(name);
        return manifest.Components.Where(component => components?.Contains(component.Kind) ?? true).SelectMany(component => Read(repository.FolderOf(name), component, manifest.Name));
    }

    private static IEnumerable<BackupEntry> Read(string folder, ManifestComponent component, string backup)
    {
        if (ComponentFiles.ArchiveOf(component.Files) is not { Index: { } index })
        {
            yield return new BackupEntry { Backup = backup, Component = component.Name, Path = Path.GetFileNameWithoutExtension(component.Files is [string file, ..] ? file : component.Name), Kind = EntryKind.File, SizeBytes = component.SizeBytes, Modified = component.Started.LocalDateTime, StoredIn = backup };
            yield break;
        }

        using ArchiveBytes bytes = Open(Path.Combine(folder, index), backup);
        using IndexReader reader = new(bytes);
        foreach (IndexEntry entry in reader.Entries())
        {
            yield return From(entry, component.Name, backup);
        }
    }

    private static BackupEntry From(IndexEntry entry, string component, string backup) => new()
    {
        Backup = backup,
        Component = component,
        Path = entry.Path.ToString(),
        Kind = entry.Kind,
        SizeBytes = entry.Size,
        Modified = entry.Modified.ToDateTimeOffset().LocalDateTime,
        Mode = Convert.ToString(entry.Mode, 8).PadLeft(4, '0'),
        Owner = string.Create(CultureInfo.InvariantCulture, $"{(entry.OwnerName.Length > 0 ? entry.OwnerName : entry.OwnerId)}:{(entry.GroupName.Length > 0 ? entry.GroupName : entry.GroupId)}"),
        Sha256 = entry.Sha256,
        Target = entry.Target.IsEmpty ? null : PathDisplay.Of(entry.Target.Span),
        StoredIn = (entry.ContentPlace ?? entry.Place).BackupId,
        Problem = entry.Problem?.ToString(),
    };

    private static ArchiveBytes Open(string path, string backup)
    {
        try
        {
            return ArchiveBytes.Open(path);
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            throw new SysOpsException(ErrorCatalogue.BackupCorrupt, $"The index of the backup '{backup}' cannot be read: {exception.Message}", "Test-SystemBackup says what else is wrong with it.", backup, exception);
        }
    }
}
