using System.Security.Cryptography;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Verifying;

/// <summary>Verifies the files of one component: the sum of each, every frame, every entry.</summary>
internal sealed class ComponentCheck
{
    private const int BufferSize = 1024 * 1024;

    private readonly string _folder;
    private readonly BackupManifest _manifest;
    private readonly ManifestComponent _component;
    private readonly ArchiveSample _sample;
    private readonly List<BackupFinding> _findings = [];
    private bool _isWhole;

    public ComponentCheck(string folder, BackupManifest manifest, ManifestComponent component, ArchiveSample sample)
    {
        _folder = folder;
        _manifest = manifest;
        _component = component;
        _sample = sample;
        _isWhole = sample.Percent >= 100;
    }

    public IReadOnlyList<BackupFinding> Findings => _findings;

    public long EntryCount { get; private set; }

    /// <summary>How much of it was looked at, 0–100.</summary>
    public double TestedPercent { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        (string Archive, string Index)? pair = ComponentFiles.ArchiveOf(_component.Files);
        if (pair is { Index: { } index } && !await Task.Run(() => HasItsSum(index, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            // What a damaged index tells of the archive would only mislead; the archive's own sum is looked at all the same.
            _isWhole = false;
            await Task.Run(() => CheckSums(cancellationToken), cancellationToken).ConfigureAwait(false);
            return;
        }

        await Task.WhenAll(Task.Run(() => CheckSums(cancellationToken), cancellationToken), CheckContentAsync(cancellationToken)).ConfigureAwait(false);
        TestedPercent = _isWhole ? 100 : Math.Clamp(TestedPercent, 0, 100);
    }

    private async Task CheckContentAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (ComponentFiles.ArchiveOf(_component.Files) is { } pair
                ? CheckArchiveAsync(pair.Archive, pair.Index, cancellationToken)
                : Task.Run(() => CheckFrames(cancellationToken), cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArchiveCorruptException || StoreDocuments.IsStoreFailure(exception))
        {
            Add(null, null, exception.Message);
        }
    }

    private async Task CheckArchiveAsync(string archiveName, string indexName, CancellationToken cancellationToken)
    {
        using ArchiveBytes archive = ArchiveBytes.Open(Path.Combine(_folder, archiveName));
        using ArchiveBytes index = ArchiveBytes.Open(Path.Combine(_folder, indexName));
        ArchiveVerification verification = await ArchiveVerifier.VerifyAsync(archive, index, new ArchiveOptions { BackupId = _manifest.Name }, _sample, cancellationToken).ConfigureAwait(false);
        EntryCount = verification.EntriesVerified;
        _isWhole &= verification.IsWhole;
        TestedPercent = _component.SizeBytes == 0 ? 100 : 100.0 * verification.FileBytesVerified / _component.SizeBytes;
        foreach (ArchiveFinding finding in verification.Findings)
        {
            Add(archiveName, finding.Path?.ToString(), finding.Text);
        }
    }

    // A file that is no archive: each frame has its own checksum.
    private void CheckFrames(CancellationToken cancellationToken)
    {
        foreach (string name in _component.Files)
        {
            using ArchiveBytes bytes = ArchiveBytes.Open(Path.Combine(_folder, name));
            SeekTable table = SeekTable.Read(bytes);
            using FrameStream stream = new(bytes, table);
            byte[] buffer = new byte[BufferSize];
            long read = 0;
            while (!_sample.Until.IsCancellationRequested && stream.Read(buffer) is > 0 and int length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                read += length;
            }

            TestedPercent = table.ContentBytes == 0 ? 100 : 100.0 * read / table.ContentBytes;
            _isWhole &= read == table.ContentBytes;
            EntryCount++;
            if (table.ContentBytes != _component.SizeBytes)
            {
                Add(name, null, $"It holds {table.ContentBytes} bytes, and not the {_component.SizeBytes} that were read.");
            }
        }
    }

    // Not of a sample: it would read everything.
    private void CheckSums(CancellationToken cancellationToken)
    {
        string? index = ComponentFiles.ArchiveOf(_component.Files)?.Index;
        foreach (string name in _component.Files.Where(name => name != index && _sample.Percent >= 100))
        {
            HasItsSum(name, cancellationToken);
        }
    }

    private bool HasItsSum(string name, CancellationToken cancellationToken)
    {
        try
        {
            string? digest = Digest(Path.Combine(_folder, name), cancellationToken);
            if (digest is null || _manifest.Files.Any(file => file.Name == name && file.Sha256 == digest))
            {
                return true;
            }

            Add(name, null, "Its SHA-256 is not the one that was written.");
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            Add(name, null, $"It cannot be read: {exception.Message}");
        }

        return false;
    }

    // Null when time is over.
    private string? Digest(string path, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        while (stream.Read(buffer) is > 0 and int length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_sample.Until.IsCancellationRequested)
            {
                _isWhole = false;
                return null;
            }

            hash.AppendData(buffer, 0, length);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Add(string? file, string? path, string text)
    {
        lock (_findings)
        {
            _findings.Add(new BackupFinding { Component = _component.Name, File = file, Path = path, Text = text });
        }
    }
}
