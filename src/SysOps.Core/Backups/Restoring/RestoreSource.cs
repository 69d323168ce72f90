using System.Security.Cryptography;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Restoring;

/// <summary>
/// One backup, and those it builds on, as a restore reads them. Nothing of a file is used before its SHA-256, or that of the entry, is the one
/// that was written down; the manifest is held to SHA256SUMS, a parent's manifest to what its child says of it.
/// </summary>
internal sealed class RestoreSource
{
    private readonly BackupRepository _repository;
    private readonly Dictionary<string, BackupManifest> _chain = new(StringComparer.Ordinal);

    /// <exception cref="SysOpsException">BackupCorrupt, BackupNotFound, BackupVersionUnknown.</exception>
    public RestoreSource(BackupRepository repository, BackupName name)
    {
        _repository = repository;
        Manifest = Read(name, digest: null);
        _chain.Add(Manifest.Name, Manifest);
    }

    public BackupManifest Manifest { get; }

    public ManifestComponent? Find(BackupComponentKind kind) => Manifest.Components.FirstOrDefault(component => component.Kind == kind);

    /// <summary>Opens a file of this backup after all of it was verified.</summary>
    /// <exception cref="SysOpsException">BackupCorrupt.</exception>
    public ArchiveBytes OpenVerified(string file, CancellationToken cancellationToken)
    {
        Verify(Manifest, file, cancellationToken);
        return Open(Manifest.Name, file);
    }

    /// <summary>Opens a file of this backup; what is read from it is verified piece by piece.</summary>
    public ArchiveBytes Open(string file) => Open(Manifest.Name, file);

    /// <summary>The archives of a component in this backup and those it builds on.</summary>
    public ArchiveSet OpenArchives(string file) => new(backup => Open(Member(backup).Name, file));

    /// <summary>Verifies a component's files in all of the chain.</summary>
    /// <exception cref="SysOpsException">BackupCorrupt.</exception>
    public void VerifyAll(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        string[] names = [.. files];
        for (BackupManifest? at = Manifest; at is not null; at = at.Parent is { } parent ? Member(parent.Name) : null)
        {
            foreach (string name in at.Files.Select(file => file.Name).Intersect(names, StringComparer.Ordinal))
            {
                Verify(at, name, cancellationToken);
            }
        }
    }

    /// <summary>What lies in the backup's folder and belongs to nothing, as a path in the repository.</summary>
    /// <param name="chain">Whether the folders of those it builds on are looked at too.</param>
    public IEnumerable<string> Strays(bool chain)
    {
        for (BackupManifest? at = Manifest; at is not null; at = chain && at.Parent is { } parent ? Member(parent.Name) : null)
        {
            foreach (string stray in StrayFiles.Of(_repository, NameOf(at.Name), at))
            {
                yield return $"{at.Name}/{stray}";
            }
        }
    }

    private string FolderOf(string backup) => BackupName.TryParse(backup, out BackupName? name) ? _repository.FolderOf(name) : throw Corrupt(Manifest.Name, $"it refers to '{backup}', which is no name of a backup");

    private ArchiveBytes Open(string backup, string file)
    {
        try
        {
            return ArchiveBytes.Open(Path.Combine(FolderOf(backup), file));
        }
        catch (FileNotFoundException)
        {
            throw Corrupt(backup, $"{file} is missing");
        }
    }

    // Only what the chain names, manifest by manifest: an index cannot lead elsewhere.
    private BackupManifest Member(string backup)
    {
        lock (_chain)
        {
            BackupManifest at = Manifest;
            while (at.Name != backup)
            {
                ManifestParent parent = at.Parent ?? throw Corrupt(Manifest.Name, $"it refers to '{backup}', which it does not build on");
                at = _chain.TryGetValue(parent.Name, out BackupManifest? known) ? known : _chain[parent.Name] = Read(NameOf(parent.Name), parent.ManifestSha256);
            }

            return at;
        }
    }

    private BackupName NameOf(string backup) => BackupName.TryParse(backup, out BackupName? name) ? name : throw Corrupt(Manifest.Name, $"'{backup}' is no name of a backup");

    private BackupManifest Read(BackupName name, string? digest)
    {
        byte[] content = _repository.ReadManifestBytes(name);
        BackupManifest manifest = ManifestReader.Read(content, name.ToString());
        if (digest is not null && Sha256Sums.Digest(content) != digest)
        {
            throw Corrupt(name.ToString(), "its manifest is not the one that a later backup builds on");
        }

        string sums = Path.Combine(_repository.FolderOf(name), Sha256Sums.FileName);
        return File.Exists(sums) && File.ReadAllBytes(sums).AsSpan().SequenceEqual(Sha256Sums.Write(content, manifest.Files))
            ? manifest
            : throw Corrupt(name.ToString(), $"{BackupManifest.FileName} and {Sha256Sums.FileName} do not fit each other");
    }

    private void Verify(BackupManifest manifest, string file, CancellationToken cancellationToken)
    {
        ManifestFile expected = manifest.Files.First(one => one.Name == file);
        string path = Path.Combine(FolderOf(manifest.Name), file);
        if (!File.Exists(path))
        {
            throw Corrupt(manifest.Name, $"{file} is missing");
        }

        if (new FileInfo(path).Length != expected.SizeBytes || Digest(path, cancellationToken) != expected.Sha256)
        {
            throw Corrupt(manifest.Name, $"{file} is not the one that was written: its SHA-256 or its size differs");
        }
    }

    private static string Digest(string path, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream stream = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        byte[] buffer = new byte[1024 * 1024];
        while (stream.Read(buffer) is > 0 and int length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, length);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static SysOpsException Corrupt(string backup, string problem) =>
        new(ErrorCatalogue.BackupCorrupt, $"The backup '{backup}' is damaged: {problem}.", "Nothing was changed. Use another backup; Test-SystemBackup says what else is wrong with this one.", backup);
}
