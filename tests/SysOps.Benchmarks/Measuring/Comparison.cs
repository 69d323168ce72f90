namespace SysOps.Benchmarks.Measuring;

/// <summary>The medians of two contenders in the same runs.</summary>
internal sealed record Comparison
{
    public required string Name { get; init; }

    public required string Ours { get; init; }

    public required Sample OurMedian { get; init; }

    /// <summary>Null where there is nothing to compare with on this machine.</summary>
    public string? Peer { get; init; }

    public Sample? PeerMedian { get; init; }

    /// <summary>Runs of each.</summary>
    public required int Runs { get; init; }

    public TimeSpan? Target { get; init; }

    /// <summary>Whether the target is for what ours takes beyond the peer, which it contains.</summary>
    public bool IsTargetForDifference { get; init; }

    /// <summary>Another target: so much of what the peer takes, by the clock, ours may take at most.</summary>
    public double? MostOfPeer { get; init; }

    /// <summary>Ours as a share of the peer's.</summary>
    public double? ShareOfPeer => PeerMedian is { } peer ? OurMedian.Wall / peer.Wall : null;

    /// <summary>How many times as long the peer takes.</summary>
    public double? Ratio => PeerMedian is { } peer ? peer.Wall / OurMedian.Wall : null;

    /// <summary>What the target is for.</summary>
    public TimeSpan Judged => IsTargetForDifference ? OurMedian.Wall - PeerMedian!.Wall : OurMedian.Wall;

    public bool? IsMet => MostOfPeer is { } most ? ShareOfPeer <= most : Target is { } target ? Judged < target : null;
}
