namespace SysOps.Backups.Retention;

/// <summary>What became of a decision.</summary>
public enum RetentionOutcome
{
    /// <summary>Nothing was done: -WhatIf tells what would be.</summary>
    Planned,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It stays, as decided or as it was not confirmed.</summary>
    Kept,

    /// <summary>It was named, or meant to go, and is not removed: the reasons say why.</summary>
    Refused,

    /// <summary>It could not be removed.</summary>
    Failed,
}
