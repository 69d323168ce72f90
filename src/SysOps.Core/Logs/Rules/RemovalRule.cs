namespace SysOps.Logs.Rules;

/// <summary>What becomes of logs that are no longer kept.</summary>
public sealed record RemovalRule
{
    /// <summary>As GNU shred does it without being told.</summary>
    public const int UsualCycles = 3;

    /// <summary>To whom they are mailed; null for nobody.</summary>
    public string? MailAddress { get; init; }

    /// <summary>The log just rotated is mailed, and not the one that goes.</summary>
    public bool MailsNewest { get; init; }

    /// <summary>Overwritten before it is removed.</summary>
    public bool Shreds { get; init; }

    /// <summary>How often it is overwritten.</summary>
    public int ShredCycles { get; init; } = UsualCycles;
}
