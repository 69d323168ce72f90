using SysOps.Backups.Repositories;

namespace SysOps.Backups.Labels;

/// <summary>Changes the labels of one backup under the repository's lock: whoever reads meanwhile, or after a crash, meets the old or the new.</summary>
public sealed class BackupLabelling
{
    private readonly LabelChange _change;
    private readonly BackupName _name;

    private BackupLabelling(BackupName name, LabelChange change)
    {
        _name = name;
        _change = change;
    }

    /// <summary>The backup as it would be listed; nothing is changed.</summary>
    /// <exception cref="SysOpsException">BackupNotFound, or BackupLabelsCorrupt.</exception>
    public static SystemBackup Plan(BackupRepository repository, BackupName name, LabelChange change) => new BackupLabelling(name, change).Plan(repository);

    /// <returns>The backup as it is listed from now on.</returns>
    /// <exception cref="SysOpsException">BackupNotFound, BackupLabelsCorrupt, BackupRepositoryBusy, or the disk fails; the old labels are as they were.</exception>
    public static async Task<SystemBackup> RunAsync(string repository, BackupName name, LabelChange change, LockRequest request, CancellationToken cancellationToken)
    {
        using WritableRepository writable = await WritableRepository.OpenAsync(repository, new WritableRepositoryOptions { Lock = request }, cancellationToken).ConfigureAwait(false);
        return new BackupLabelling(name, change).Run(writable);
    }

    private SystemBackup Plan(BackupRepository repository) => Listed(repository).WithLabels(_change.Apply(Before(repository)));

    private SystemBackup Run(WritableRepository writable)
    {
        Listed(writable.Repository);
        BackupLabels before = Before(writable.Repository);
        writable.WriteLabels(_name, _change.Apply(before));
        return Listed(writable.Repository);
    }

    private SystemBackup Listed(BackupRepository repository) => new BackupListing(repository).ReadOne(_name) ?? throw StoreErrors.NotFound(repository.Path, _name.ToString());

    // Damaged ones may say that it is pinned: they go only when nothing of them is to remain.
    private BackupLabels Before(BackupRepository repository)
    {
        try
        {
            return repository.ReadLabels(_name);
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.BackupLabelsCorrupt && _change.IsWhole)
        {
            return BackupLabels.None;
        }
    }
}
