using SysOps.Files;

namespace SysOps.Backups.Archives;

/// <summary>Something worth telling of an entry that is no problem.</summary>
public sealed record ArchiveNote(PathBytes Path, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Text}";
}
