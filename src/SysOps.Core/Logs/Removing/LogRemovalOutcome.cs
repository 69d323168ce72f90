namespace SysOps.Logs.Removing;

/// <summary>What became of a log that was to go.</summary>
public enum LogRemovalOutcome
{
    /// <summary>Nothing was done: -WhatIf tells what would be.</summary>
    Planned,

    /// <summary>It is gone.</summary>
    Removed,
}
