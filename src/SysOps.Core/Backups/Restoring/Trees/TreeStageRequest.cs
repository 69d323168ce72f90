using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Which tree is staged, and where it is to go.</summary>
public sealed record TreeStageRequest
{
    /// <summary>The backup's index; opened anew for each pass.</summary>
    public required Func<ArchiveBytes> OpenIndex { get; init; }

    public required ArchiveSet Archives { get; init; }

    /// <summary>Full path of the folder that is restored to; its parent exists.</summary>
    public required string Target { get; init; }

    public required TreeRules Rules { get; init; }

    public required RestoreMethod Method { get; init; }

    /// <summary>Names the staging folder: no other restore has it.</summary>
    public required string RestoreId { get; init; }

    /// <summary>Full path that the old tree is kept at afterwards; null to remove it.</summary>
    public string? Previous { get; init; }
}
