using System.Text.Json;

namespace SysOps.Backups.Repositories;

/// <summary>Makes a repository of an empty folder.</summary>
internal static class RepositoryFoundation
{
    /// <summary>Called under the exclusive lock, so that two first runs make one repository.</summary>
    /// <exception cref="SysOpsException">BackupRepositoryInvalid: there is something else in the folder.</exception>
    public static BackupRepository Lay(string path, WritableRepositoryOptions options)
    {
        if (options.Files.List(path).FirstOrDefault(entry => !StoreNames.BelongsToAnEmptyRepository(entry)) is { } foreign)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupRepositoryInvalid, $"The folder '{path}' is no backup repository: it has no repository.json, and is not empty ('{foreign.Name}').", "Name an empty folder, or one that does not exist yet.", path);
        }

        RepositoryInformation information = new() { FormatVersion = RepositoryInformation.CurrentVersion, Id = Guid.NewGuid(), Created = options.Lock.Time.GetUtcNow() };
        byte[] content = [.. JsonSerializer.SerializeToUtf8Bytes(information, RepositoryJson.Default.RepositoryInformation), (byte)'\n'];
        options.Files.Replace(path, Path.Combine(path, StoreNames.Information), content);
        return new BackupRepository(path, options.Files, information);
    }
}
