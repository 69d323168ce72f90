namespace SysOps.Backups;

/// <summary>How whole a backup, or a component of it, is.</summary>
public enum BackupStatus
{
    /// <summary>All that was asked for is in it.</summary>
    Complete,

    /// <summary>Some files could not be read, changed while they were read, or vanished; each is listed.</summary>
    Partial,

    /// <summary>It cannot be used as it is.</summary>
    Damaged,

    /// <summary>There is none yet: -WhatIf tells what would be made.</summary>
    Planned,
}
