namespace SysOps.Backups.Archives.Reading;

/// <summary>What became of an entry.</summary>
public enum ExtractOutcome
{
    /// <summary>It is there as it was archived, and verified.</summary>
    Restored,

    /// <summary>Its content is there and verified; an attribute, its owner or its time is not.</summary>
    Incomplete,

    /// <summary>It would lead outside, or only root may make it; nothing was written.</summary>
    Refused,

    /// <summary>The archive is damaged there; nothing of it was left.</summary>
    Corrupt,

    /// <summary>The file system refused it; nothing of it was left.</summary>
    Failed,
}
