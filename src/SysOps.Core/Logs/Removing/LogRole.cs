namespace SysOps.Logs.Removing;

/// <summary>What a file is to a removal.</summary>
public enum LogRole
{
    /// <summary>Not meant; but it may be the newest of a series.</summary>
    Neighbour,

    /// <summary>The log that is written now: it counts, and never goes.</summary>
    Live,

    /// <summary>It goes when a rule says so and no process has it open.</summary>
    Candidate,
}
