namespace SysOps.Logs.Rotating;

/// <summary>What became of a log.</summary>
public enum LogRotationAction
{
    /// <summary>It was not due, or may not be rotated: see the reason.</summary>
    Skipped,

    /// <summary>By -WhatIf: it would be rotated.</summary>
    Planned,

    Rotated,

    /// <summary>See the error.</summary>
    Failed,
}
