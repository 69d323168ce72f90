using SysOps.Files;

namespace SysOps.Backups.Restoring;

/// <summary>
/// One rename of a restore. What is staged and what is in place change places, so that undoing a step is doing it again.
/// Which of the two states the disk is in is told by the files' identities, not by a note that a crash could have kept from being written.
/// </summary>
public sealed record SwapStep
{
    /// <summary>What is replaced, made or taken away: below <see cref="TreeSwap.Root"/>.</summary>
    public required PathBytes Target { get; init; }

    /// <summary>Where the new one waits before, and the old one after: below the same root.</summary>
    public required PathBytes Staged { get; init; }

    /// <summary>What is at the target beforehand; null when there is nothing.</summary>
    public FileIdentity? Old { get; init; }

    /// <summary>What is staged; null when the target only goes away.</summary>
    public FileIdentity? New { get; init; }
}
