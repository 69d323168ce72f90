using SysOps.Files;

namespace SysOps.Backups.Archives;

/// <summary>What went wrong with one entry; the rest is archived all the same.</summary>
public sealed record ArchiveProblem(PathBytes Path, ArchiveProblemKind Kind, string Reason)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Reason}";
}
