namespace SysOps.Tests.Backups.Durability;

/// <summary>One system call that changed files, or made a change safe.</summary>
/// <param name="Name">Of the call.</param>
/// <param name="Path">Full path of what it was about.</param>
/// <param name="Other">Full path of the second one, of a rename or a link.</param>
/// <param name="Line">As strace wrote it.</param>
internal sealed record FileCall(string Name, string Path, string? Other, string Line)
{
    public bool IsSync => Name is "fsync" or "fdatasync" or "syncfs";

    public bool IsRename => Name is "rename" or "renameat" or "renameat2";

    public bool IsExchange => IsRename && Line.Contains("RENAME_EXCHANGE", StringComparison.Ordinal);

    public bool IsRemoval => Name is "unlink" or "unlinkat" or "rmdir";
}
