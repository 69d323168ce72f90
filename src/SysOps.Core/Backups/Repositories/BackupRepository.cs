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
    public BackupLabels ReadLabels(BackupName name) => ReadIfThere(PathOf(name, StoreNames.Labels)) is { } content ? LabelsDocument.Read(name, content) : BackupLabels.None;

    /// <summary>What was verified of a backup, the oldest first.</summary>
    /// <exception cref="SysOpsException">BackupLabelsCorrupt: a line is damaged.</exception>
    public IReadOnlyList<BackupVerification> ReadVerifications(BackupName name) => ReadIfThere(PathOf(name, StoreNames.Verification)) is { } content ? VerificationDocument.Read(name, content) : [];

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

    /// <summary>The content of <c>verification.jsonl</c> with one more.</summary>
    /// <exception cref="SysOpsException">BackupLabelsCorrupt: a line of those that lie there is damaged.</exception>
    internal byte[] VerificationsWith(BackupName name, BackupVerification verification) =>
        VerificationDocument.Append(name, ReadIfThere(PathOf(name, StoreNames.Verification)), verification);

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
