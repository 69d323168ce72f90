namespace SysOps.Files.Walking;

/// <summary>One entry that a walk met, as it was at that moment.</summary>
/// <param name="Folder">The path of the folder it is in: the same object for all that is in it.</param>
/// <param name="Path">Its own.</param>
/// <param name="Facts">Those of a link are its own, not those of what it leads to.</param>
public sealed record WalkedEntry(PathBytes Folder, PathBytes Path, FileFacts Facts);
