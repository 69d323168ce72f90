namespace SysOps.Benchmarks.Measuring;

/// <summary>Runs two contenders in turn, so that what else the machine does meets both alike.</summary>
internal sealed class AlternatingRuns
{
    /// <summary>Of each, after one that is not counted.</summary>
    public int Count { get; init; } = 9;

    public async Task<Comparison> CompareAsync(string name, Contender ours, Contender? peer)
    {
        List<Sample> ourSamples = [];
        List<Sample> peerSamples = [];
        for (int run = 0; run <= Count; run++)
        {
            await AddAsync(ours, ourSamples, isCounted: run > 0);
            if (peer is not null)
            {
                await AddAsync(peer, peerSamples, isCounted: run > 0);
            }
        }

        return new Comparison
        {
            Name = name,
            Ours = ours.Name,
            OurMedian = Sample.MedianOf(ourSamples),
            Peer = peer?.Name,
            PeerMedian = peer is null ? null : Sample.MedianOf(peerSamples),
            Runs = Count,
        };
    }

    private static async Task AddAsync(Contender contender, List<Sample> samples, bool isCounted)
    {
        Sample sample = await contender.RunAsync();
        if (isCounted)
        {
            samples.Add(sample);
        }
    }
}
