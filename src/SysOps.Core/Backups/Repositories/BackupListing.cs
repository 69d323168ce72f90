namespace SysOps.Backups.Repositories;

/// <summary>Reads all backups of a repository. One that is damaged hides no other, and what is not ours is not looked at.</summary>
internal sealed class BackupListing
{
    private readonly BackupRepository _repository;

    public BackupListing(BackupRepository repository) => _repository = repository;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SystemBackup> Read(CancellationToken cancellationToken)
    {
        List<SystemBackup> found = [];
        foreach (BackupName name in Names())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadOne(name) is { } backup)
            {
                found.Add(backup);
            }
        }

        return Ordered(found);
    }

    private IEnumerable<BackupName> Names()
    {
        foreach (StoreEntry entry in _repository.Files.List(_repository.Path))
        {
            if (entry.Kind is StoreEntryKind.Folder && BackupName.TryParse(entry.Name, out BackupName? name))
            {
                yield return name;
            }
        }
    }

    /// <summary>One backup as it is listed; null when it is not there.</summary>
    public SystemBackup? ReadOne(BackupName name)
    {
        try
        {
            return SystemBackups.From(_repository.ReadManifestBytes(name), name, _repository.FolderOf(name)).WithNotes(_repository, name);
        }
        catch (SysOpsException) when (!_repository.Files.FolderExists(_repository.FolderOf(name)))
        {
            // It was removed between two looks.
            return null;
        }
        catch (SysOpsException exception)
        {
            return SystemBackups.Damaged(name, _repository.FolderOf(name), exception).WithNotes(_repository, name);
        }
    }

    /// <summary>By sequence, as clocks are set; a damaged one, which has none, before the first that its name's time puts behind it.</summary>
    private static List<SystemBackup> Ordered(List<SystemBackup> found)
    {
        List<SystemBackup> ordered = [.. found.Where(backup => backup.Sequence is not null).OrderByDescending(backup => backup.Sequence).ThenByDescending(backup => backup.Name, StringComparer.Ordinal)];
        foreach (SystemBackup damaged in found.Where(backup => backup.Sequence is null).OrderBy(backup => backup.Name, StringComparer.Ordinal))
        {
            int place = ordered.FindIndex(other => string.CompareOrdinal(other.Name, damaged.Name) < 0);
            ordered.Insert(place < 0 ? ordered.Count : place, damaged);
        }

        return ordered;
    }
}
