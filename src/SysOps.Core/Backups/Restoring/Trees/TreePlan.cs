namespace SysOps.Backups.Restoring.Trees;

/// <summary>What a restore of a tree would do, decided from the backup's index and the target alone.</summary>
public sealed record TreePlan
{
    /// <summary>How many entries each action concerns.</summary>
    public required IReadOnlyDictionary<RestoreAction, long> Counts { get; init; }

    /// <summary>How many entries of the backup were asked for, whatever is done with them.</summary>
    public required long Matched { get; init; }

    /// <summary>Bytes that would be written.</summary>
    public required long WrittenBytes { get; init; }

    /// <summary>Bytes of files that would be overwritten, replaced or deleted: what would be lost.</summary>
    public required long LostBytes { get; init; }

    /// <summary>What is overwritten, replaced, deleted or refused before what is created; nothing that is kept; the first 10,000.</summary>
    public required IReadOnlyList<RestorePlanEntry> Entries { get; init; }

    /// <summary>Changes when anything in the target does: content, metadata, or which file it is.</summary>
    public required string Fingerprint { get; init; }

    public long CountOf(RestoreAction action) => Counts.GetValueOrDefault(action);

    /// <summary>Whether anything that is there would go away.</summary>
    public bool Replaces => CountOf(RestoreAction.Overwrite) + CountOf(RestoreAction.Replace) + CountOf(RestoreAction.Delete) > 0;
}
