using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>
/// A backup while it is made, in a hidden folder. It becomes visible in one step, when all of it is safe on the disk; disposed
/// before that, it leaves nothing. Files may be written side by side by several threads.
/// </summary>
public sealed class BackupDraft : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly DraftFolder _folder;

    private BackupDraft(WritableRepository writable, BackupManifest manifest, BackupName name, TimeProvider time)
    {
        _time = time;
        _started = time.GetTimestamp();
        Manifest = manifest;
        Name = name;
        _folder = DraftFolder.Create(writable, name);
    }

    public BackupName Name { get; }

    /// <summary>Full path of the hidden folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>What is known already; <see cref="Publish"/> takes it with the components and what else there is to say.</summary>
    public BackupManifest Manifest { get; }

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
        return new BackupDraft(writable, manifest, name, options.Time);
    });

    /// <summary>Opens a file of a component for writing; its digest is taken as it is written.</summary>
    /// <param name="name">Plain and visible, such as <c>workspaces.tar.zst</c>.</param>
    /// <exception cref="SysOpsException">The disk fails.</exception>
    public Stream CreateFile(string name) => _folder.Files.Create(name);

    /// <summary>A private folder for what is needed meanwhile, such as a dump; it is gone before the backup is published.</summary>
    /// <exception cref="SysOpsException">The disk fails.</exception>
    public string CreateScratchFolder() => _folder.Files.CreateScratch();

    /// <summary>Makes all of it safe on the disk, then visible.</summary>
    /// <param name="manifest"><see cref="Manifest"/> with the components. Files and duration are filled in here.</param>
    /// <param name="labels">Tags and the like, when there are any.</param>
    /// <exception cref="SysOpsException">The disk fails, or the lock was lost: there is no such backup then.</exception>
    public SystemBackup Publish(BackupManifest manifest, BackupLabels? labels = null)
    {
        byte[] written = [];
        _folder.Publish(files =>
        {
            manifest = manifest with { Name = Name.ToString(), Sequence = Manifest.Sequence, Files = files, Duration = _time.GetElapsedTime(_started) };
            byte[]? content = labels is null ? null : LabelsDocument.Write(Name, labels);
            written = ManifestWriter.Write(manifest);
            _folder.WriteDocuments(written, files, content);
        });
        return SystemBackups.From(written, Name, _folder.Target).WithLabels(labels ?? BackupLabels.None);
    }

    /// <summary>Removes what was not published.</summary>
    public void Dispose() => _folder.Dispose();

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
