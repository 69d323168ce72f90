using SysOps.Settings;

namespace SysOps.Logs.Removing;

/// <summary>Which logs go. Each rule takes what it takes; <see cref="KeepLast"/> keeps its share from all of them.</summary>
public sealed record LogRemovalRules
{
    /// <summary>What was not written for so long goes.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>So many of the newest of each series stay; when there is no other rule, all else goes.</summary>
    public int? KeepLast { get; init; }

    /// <summary>The oldest of all series go until the logs take no more bytes than this.</summary>
    public long? MaximumTotalSize { get; init; }

    /// <summary>The oldest of all series go until so much is free on their file system.</summary>
    public SpaceReserve? MinimumFreeSpace { get; init; }

    /// <summary>Whether the number that is kept is all that decides.</summary>
    public bool IsByCountAlone => KeepLast is not null && OlderThan is null && MaximumTotalSize is null && MinimumFreeSpace is null;
}
