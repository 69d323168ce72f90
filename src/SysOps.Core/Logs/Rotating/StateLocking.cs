namespace SysOps.Logs.Rotating;

/// <summary>What happens when another rotation has the state.</summary>
public enum StateLocking
{
    /// <summary>It is an error.</summary>
    Fail,

    /// <summary>This one waits.</summary>
    Wait,

    /// <summary>No lock is taken.</summary>
    None,
}
