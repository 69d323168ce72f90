using SysOps.Backups.Archives;
using SysOps.Backups.Repositories;
using SysOps.Files;

namespace SysOps.Backups.Creating.Sources;

/// <summary>Where a component goes: its files in the draft of a backup.</summary>
internal sealed class CopyTarget
{
    private readonly BackupDraft _draft;
    private readonly List<(string Name, Stream File)> _files = [];

    public CopyTarget(BackupDraft draft)
    {
        _draft = draft;
    }

    public required ArchiveOptions Options { get; init; }

    /// <summary>When the database's snapshot was taken; null when there is none.</summary>
    public FileTime? Snapshot { get; init; }

    /// <summary>What the workspaces build on; null for a full backup.</summary>
    public ParentBackup? Parent { get; init; }

    public IProgress<OperationProgress>? Progress { get; init; }

    public IReadOnlyList<string> FileNames => [.. _files.Select(file => file.Name)];

    /// <summary>What all files take so far.</summary>
    public long StoredBytes => _files.Sum(file => file.File.Length);

    public Stream CreateFile(string name)
    {
        Stream file = _draft.CreateFile(name);
        _files.Add((name, file));
        return file;
    }

    /// <summary>A private folder that is gone before the backup is published.</summary>
    public string CreateScratchFolder() => _draft.CreateScratchFolder();
}
