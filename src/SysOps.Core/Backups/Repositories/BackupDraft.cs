using System.Text.Json;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>
/// A backup while it is made, in a hidden folder. It becomes visible in one step, when all of it is safe on the disk; disposed
/// before that, it leaves nothing. Files may be written side by side by several threads.
/// </summary>
public sealed class BackupDraft : IDisposable
{
    private readonly WritableRepository _writable;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly DraftFiles _files;
    private readonly string _target;
    private bool _ended;

    private BackupDraft(WritableRepository writable, BackupManifest manifest, BackupName name, TimeProvider time)
    {
        _writable = writable;
        _time = time;
        _started = time.GetTimestamp();
        Manifest = manifest;
        Name = name;
        Folder = Path.Combine(writable.Repository.Path, StoreNames.StagingOf(name));
        _target = writable.Repository.FolderOf(name);
        _files = new DraftFiles(Folder, Files);
    }

    public BackupName Name { get; }

    /// <summary>Full path of the hidden folder.</summary>
    public string Folder { get; }

    /// <summary>What is known already; <see cref="Publish"/> takes it with the components and what else there is to say.</summary>
    public BackupManifest Manifest { get; }

    private IStoreFiles Files => _writable.Repository.Files;

    internal static BackupDraft Begin(WritableRepository writable, BackupDraftOptions options) => StoreErrors.Guard(writable.Repository.Path, () =>
    {
        IReadOnlyList<StoreEntry> entries = writable.Repository.Files.List(writable.Repository.Path);
        BackupName name = FreeName(entries, options.Time);
        BackupManifest manifest = new()
        {
            FormatVersion = BackupManifest.CurrentVersion,
            Id = Guid.NewGuid(),
            Name = name.ToString(),
            Sequence = NextSequence(writable.Repository.List()),
            Status = BackupStatus.Complete,
            Created = name.Created,
            Host = System.Environment.MachineName,
            SystemName = options.SystemName,
            Environment = options.Environment,
            Duration = TimeSpan.Zero,
            Consistency = BackupConsistency.DatabaseFirst,
            ChainLength = 1,
            Tools = new Dictionary<string, string>(StringComparer.Ordinal),
            Components = [],
            Files = [],
            Warnings = [],
            Problems = [],
        };
        BackupDraft draft = new(writable, manifest, name, options.Time);
        writable.Repository.Files.CreateFolder(draft.Folder);
        return draft;
    });

    /// <summary>Opens a file of a component for writing; its digest is taken as it is written.</summary>
    /// <param name="name">Plain and visible, such as <c>workspaces.tar.zst</c>.</param>
    /// <exception cref="SysOpsException">The disk fails.</exception>
    public Stream CreateFile(string name) => _files.Create(name);

    /// <summary>A private folder for what is needed meanwhile, such as a dump; it is gone before the backup is published.</summary>
    /// <exception cref="SysOpsException">The disk fails.</exception>
    public string CreateScratchFolder() => _files.CreateScratch();

    /// <summary>Makes all of it safe on the disk, then visible.</summary>
    /// <param name="manifest"><see cref="Manifest"/> with the components. Files and duration are filled in here.</param>
    /// <param name="labels">Tags and the like, when there are any.</param>
    /// <exception cref="SysOpsException">The disk fails, or the lock was lost: there is no such backup then.</exception>
    public SystemBackup Publish(BackupManifest manifest, BackupLabels? labels = null)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        StoreErrors.Guard(_target, () =>
        {
            IReadOnlyList<ManifestFile> files = _files.Complete();
            manifest = manifest with { Name = Name.ToString(), Sequence = Manifest.Sequence, Files = files, Duration = _time.GetElapsedTime(_started) };
            WriteDocuments(manifest, labels);
            Files.SyncFolder(Folder);
            _writable.ThrowIfLost();
            Files.Rename(Folder, _target);
            Files.SyncFolder(_writable.Repository.Path);
            _ended = true;
        });
        return SystemBackups.From(manifest, _target).WithLabels(labels ?? BackupLabels.None);
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose()
    {
        _files.Dispose();
        if (!_ended)
        {
            _ended = true;

            // A renaming may have happened though it failed, and its name may not be safe on the disk: nobody was told that there is such a backup.
            string folder = Files.FolderExists(Folder) ? Folder : _target;
            _writable.Discard(folder, Path.Combine(_writable.Repository.Path, StoreNames.DeletingOf(Name)));
        }
    }

    private void WriteDocuments(BackupManifest manifest, BackupLabels? labels)
    {
        byte[] content = ManifestWriter.Write(manifest);
        Files.Create(Path.Combine(Folder, BackupManifest.FileName), content);
        Files.Create(Path.Combine(Folder, Sha256Sums.FileName), Sha256Sums.Write(content, manifest.Files));
        if (labels is not null)
        {
            Files.Create(Path.Combine(Folder, StoreNames.Labels), JsonSerializer.SerializeToUtf8Bytes(labels, RepositoryJson.Default.BackupLabels));
        }
    }

    // Of those that are damaged just now, and newer than all others, each has had a number too.
    private static long NextSequence(IReadOnlyList<SystemBackup> newestFirst) =>
        1 + newestFirst.TakeWhile(backup => backup.Sequence is null).Count() + newestFirst.Max(backup => backup.Sequence).GetValueOrDefault();

    private static BackupName FreeName(IReadOnlyList<StoreEntry> entries, TimeProvider time)
    {
        while (true)
        {
            BackupName name = BackupName.At(time.GetUtcNow());
            if (!entries.Any(entry => entry.Name.Contains(name.ToString(), StringComparison.Ordinal)))
            {
                return name;
            }
        }
    }
}
