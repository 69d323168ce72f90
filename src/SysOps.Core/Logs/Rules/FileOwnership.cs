namespace SysOps.Logs.Rules;

/// <summary>Mode and owner of what is made; what is null is as the log had it.</summary>
public sealed record FileOwnership
{
    /// <summary>The permission bits.</summary>
    public int? Mode { get; init; }

    public uint? UserId { get; init; }

    public uint? GroupId { get; init; }

    /// <summary>With what another one says on top.</summary>
    public FileOwnership With(FileOwnership other) => new() { Mode = other.Mode ?? Mode, UserId = other.UserId ?? UserId, GroupId = other.GroupId ?? GroupId };
}
