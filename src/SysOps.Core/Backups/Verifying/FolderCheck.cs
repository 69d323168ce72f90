using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Verifying;

/// <summary>Whether a backup's folder holds exactly what its manifest tells of, and the small files are what they should be.</summary>
internal static class FolderCheck
{
    public static IEnumerable<BackupFinding> Findings(BackupRepository repository, BackupName name, BackupManifest manifest, byte[] manifestBytes) =>
        OfTheFiles(repository, name, manifest).Concat(OfTheSums(repository, name, manifest, manifestBytes)).Concat(OfTheLabels(repository, name));

    private static IEnumerable<BackupFinding> OfTheFiles(BackupRepository repository, BackupName name, BackupManifest manifest)
    {
        IReadOnlyList<StoreEntry> entries = StoreErrors.Guard(repository.FolderOf(name), () => repository.Files.List(repository.FolderOf(name)));
        foreach (ManifestFile file in manifest.Files)
        {
            string? component = manifest.Components.FirstOrDefault(component => component.Files.Contains(file.Name, StringComparer.Ordinal))?.Name;
            StoreEntry? entry = entries.FirstOrDefault(entry => entry.Name == file.Name);
            long length = entry?.Kind is StoreEntryKind.File ? new FileInfo(repository.PathOf(name, file.Name)).Length : -1;
            if (entry is null)
            {
                yield return new BackupFinding { Component = component, File = file.Name, Text = "It is missing." };
            }
            else if (length != file.SizeBytes)
            {
                yield return new BackupFinding { Component = component, File = file.Name, Text = length < 0 ? "It is no regular file." : $"It has {length} bytes, and not the {file.SizeBytes} that were written." };
            }
        }

        foreach (string stray in StrayFiles.Of(repository, name, manifest))
        {
            yield return new BackupFinding { File = stray, Text = "It does not belong to the backup: the manifest does not tell of it." };
        }
    }

    private static IEnumerable<BackupFinding> OfTheSums(BackupRepository repository, BackupName name, BackupManifest manifest, byte[] manifestBytes)
    {
        byte[] expected = Sha256Sums.Write(manifestBytes, manifest.Files);
        byte[] found = [];
        string? problem = null;
        try
        {
            found = repository.Files.Read(repository.PathOf(name, Sha256Sums.FileName), ManifestReader.MaximumBytes);
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            problem = exception is FileNotFoundException ? "It is missing." : $"It cannot be read: {exception.Message}";
        }

        if (problem is not null || !found.AsSpan().SequenceEqual(expected))
        {
            yield return new BackupFinding { File = Sha256Sums.FileName, Text = problem ?? $"It does not fit {BackupManifest.FileName}: one of the two was changed." };
        }
    }

    private static IEnumerable<BackupFinding> OfTheLabels(BackupRepository repository, BackupName name)
    {
        foreach ((string file, Action read) in new (string, Action)[] { (StoreNames.Labels, () => repository.ReadLabels(name)), (StoreNames.Verification, () => repository.ReadVerifications(name)) })
        {
            if (Failure(read) is { } problem)
            {
                yield return new BackupFinding { File = file, Text = problem };
            }
        }
    }

    private static string? Failure(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (SysOpsException exception)
        {
            return exception.Message;
        }
    }
}
