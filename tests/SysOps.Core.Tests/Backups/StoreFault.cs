namespace SysOps.Core.Tests.Backups;

/// <summary>How an operation of the store goes wrong.</summary>
public enum StoreFault
{
    /// <summary>It fails and has done nothing.</summary>
    Fail,

    /// <summary>It fails though it was done, as an answer that is lost on the way.</summary>
    FailAfterwards,

    /// <summary>Of a write half is done; then the disk is full.</summary>
    ShortWrite,

    /// <summary>From here on nothing works any more.</summary>
    DiskGone,
}
