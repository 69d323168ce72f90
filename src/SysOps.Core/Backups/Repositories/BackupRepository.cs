using System.Text;
using System.Text.Json;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>A folder of backups, for reading. Nothing here changes it.</summary>
public sealed class BackupRepository
{
    private const int LongestDocument = 64 * 1024 * 1024;

    internal BackupRepository(string path, IStoreFiles files, RepositoryInformation information)
    {
        Path = path;
        Files = files;
        Id = information.Id;
        FormatVersion = information.FormatVersion;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    public Guid Id { get; }

    public int FormatVersion { get; }

    /// <summary>A repository of a newer format is read as far as its backups can be, and never written.</summary>
    public bool IsReadOnly => FormatVersion != RepositoryInformation.CurrentVersion;

    internal IStoreFiles Files { get; }

    /// <param name="path">Full path.</param>
    /// <param name="files">How its files are reached; null: the real ones.</param>
    /// <exception cref="SysOpsException">BackupRepositoryNotFound, BackupRepositoryCorrupt, or it cannot be read.</exception>
    public static BackupRepository Open(string path, IStoreFiles? files = null)
    {
        IStoreFiles store = files ?? new StoreFiles();
        return StoreErrors.Guard(path, () => TryOpen(path, store)) ?? throw new SysOpsException(
            ErrorCatalogue.BackupRepositoryNotFound,
            $"There is no backup repository at '{path}'{(store.FolderExists(path) ? ": the folder has no repository.json" : "")}.",
            "Check the path and that its volume is mounted; New-SystemBackup makes the repository with the first backup.",
            path);
    }

    /// <summary>All backups, the newest first; damaged ones too, with the reason. Reads manifests and labels alone.</summary>
    public IReadOnlyList<SystemBackup> List(CancellationToken cancellationToken = default) =>
        StoreErrors.Guard(Path, () => new BackupListing(this).Read(cancellationToken));

    /// <exception cref="SysOpsException">BackupCorrupt, BackupVersionUnknown, BackupNotFound, or it cannot be read.</exception>
    public BackupManifest ReadManifest(BackupName name) => ManifestReader.Read(ReadManifestBytes(name), name.ToString());

    /// <summary>The manifest as it lies there: its digest tells whether it was replaced.</summary>
    /// <exception cref="SysOpsException">BackupNotFound, BackupCorrupt: the backup has no manifest, or it cannot be read.</exception>
    public byte[] ReadManifestBytes(BackupName name)
    {
        if (!StoreErrors.Guard(Path, () => Files.FolderExists(FolderOf(name))))
        {
            throw StoreErrors.NotFound(Path, name.ToString());
        }

        string path = PathOf(name, BackupManifest.FileName);
        try
        {
            return Files.Read(path, ManifestReader.MaximumBytes);
        }
        catch (FileNotFoundException exception)
        {
            throw ManifestReader.Corrupt(name.ToString(), "its place", "it is missing", exception);
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            throw StoreErrors.From(path, exception);
        }
    }

    /// <exception cref="SysOpsException">BackupLabelsCorrupt, or they cannot be read.</exception>
    public BackupLabels ReadLabels(BackupName name)
    {
        string path = PathOf(name, StoreNames.Labels);
        byte[]? content = ReadIfThere(path);
        try
        {
            BackupLabels labels = content is null ? BackupLabels.None : JsonSerializer.Deserialize(content, RepositoryJson.Default.BackupLabels) ?? throw new JsonException("It is null.");
            return labels.Tags.Contains(null) ? throw new JsonException("A tag is null.") : labels;
        }
        catch (JsonException exception)
        {
            throw new SysOpsException(ErrorCatalogue.BackupLabelsCorrupt, $"The labels '{path}' are damaged: {exception.Message}", "Set all of them again: Set-SystemBackup with -Tag, -Description, and -Pin or -Unpin.", name.ToString(), exception);
        }
    }

    /// <summary>What was verified of a backup, the oldest first.</summary>
    /// <exception cref="SysOpsException">BackupLabelsCorrupt: a line is damaged.</exception>
    public IReadOnlyList<BackupVerification> ReadVerifications(BackupName name)
    {
        string path = PathOf(name, StoreNames.Verification);
        string[] lines = Encoding.UTF8.GetString(ReadIfThere(path) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return [.. lines.Select(line => JsonSerializer.Deserialize(line, RepositoryJson.Default.BackupVerification) ?? throw new JsonException("A line is null."))];
        }
        catch (JsonException exception)
        {
            throw new SysOpsException(ErrorCatalogue.BackupLabelsCorrupt, $"The verifications '{path}' are damaged: {exception.Message}", "Remove the file and verify the backup again.", name.ToString(), exception);
        }
    }

    /// <summary>Full path of a backup's folder.</summary>
    public string FolderOf(BackupName name) => System.IO.Path.Combine(Path, name.ToString());

    /// <summary>Null when there is none.</summary>
    internal static BackupRepository? TryOpen(string path, IStoreFiles files)
    {
        string information = System.IO.Path.Combine(path, StoreNames.Information);
        try
        {
            byte[] content = files.Read(information, LongestDocument);
            return new BackupRepository(path, files, JsonSerializer.Deserialize(content, RepositoryJson.Default.RepositoryInformation) ?? throw new JsonException("It is null."));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupRepositoryCorrupt, $"'{information}' is damaged: {exception.Message}", "Put back the line { \"formatVersion\": 1, \"id\": a new GUID }; the backups do not depend on it.", path, exception);
        }
    }

    internal string PathOf(BackupName name, string file) => System.IO.Path.Combine(FolderOf(name), file);

    /// <summary>A small file as it lies there; null when there is none.</summary>
    internal byte[]? ReadIfThere(string path)
    {
        try
        {
            return Files.Read(path, LongestDocument);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            throw StoreErrors.From(path, exception);
        }
    }
}
