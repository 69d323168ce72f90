namespace SysOps.Logs.Rules;

/// <summary>How a log becomes a rotated one.</summary>
public enum RotationMethod
{
    /// <summary>It gets another name; its writer is told to open a new one.</summary>
    Rename,

    /// <summary>It is copied, and stays as it is.</summary>
    Copy,

    /// <summary>It is copied and emptied, for writers that never reopen it.</summary>
    CopyTruncate,

    /// <summary>It is renamed beside itself, and copied once its writer has reopened: to another volume.</summary>
    RenameCopy,
}
