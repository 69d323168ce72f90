using SysOps.Backups.Archives;

namespace SysOps.Backups;

/// <summary>One file, folder or link in a backup.</summary>
public sealed record BackupEntry
{
    /// <summary>The name of the backup.</summary>
    public required string Backup { get; init; }

    /// <summary>The name of the component.</summary>
    public required string Component { get; init; }

    /// <summary>Below the component's root; of the configuration the absolute path without the first slash. Control characters, backslashes and what is not UTF-8 are escaped.</summary>
    public required string Path { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Of a file, holes included.</summary>
    public long SizeBytes { get; init; }

    /// <summary>In local time.</summary>
    public DateTime? Modified { get; init; }

    /// <summary>The permission bits as four octal digits.</summary>
    public string? Mode { get; init; }

    /// <summary>user:group, by name where it was known.</summary>
    public string? Owner { get; init; }

    /// <summary>Of a file's content, as sha256sum writes it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What a link says; of a hard link the other entry's path.</summary>
    public string? Target { get; init; }

    /// <summary>The backup whose archive holds the bytes: this one or an earlier one.</summary>
    public string? StoredIn { get; init; }

    /// <summary>Why what is stored may not be what the file held at any one moment.</summary>
    public string? Problem { get; init; }

    /// <inheritdoc />
    public override string ToString() => Path;
}
