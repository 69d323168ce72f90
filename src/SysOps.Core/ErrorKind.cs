namespace SysOps;

/// <summary>What sort of thing went wrong; the cmdlets turn it into PowerShell's error category.</summary>
public enum ErrorKind
{
    /// <summary>What was named is not there.</summary>
    NotFound,

    /// <summary>SysOps will not do it, and <see cref="SysOpsException.Remedy"/> says what would let it.</summary>
    Refused,

    /// <summary>What was read is damaged.</summary>
    Corrupt,

    /// <summary>A server, a file system or a service does not answer.</summary>
    Unavailable,

    /// <summary>It answers, and says that we may not.</summary>
    Denied,

    /// <summary>What was given (a parameter, a setting) is wrong.</summary>
    Invalid,

    /// <summary>Somebody else holds it, or it changed meanwhile.</summary>
    Conflict,

    /// <summary>The time that was given ran out.</summary>
    Timeout,

    /// <summary>Something that SysOps did not foresee.</summary>
    Failed,
}
