using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>/proc/net/dev, and which of its interfaces count.</summary>
public static class NetworkInterfaces
{
    private const string Loopback = "lo";

    public static IReadOnlyList<InterfaceCounters> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => Counters(parts[0].Trim(), parts[1]))];

    /// <summary>Those with hardware behind them, as bridges and tunnels only carry their traffic again; where none has, all but the loopback.</summary>
    public static IReadOnlyList<InterfaceCounters> Counted(IReadOnlyList<InterfaceCounters> interfaces, Func<string, bool> hasDevice)
    {
        InterfaceCounters[] physical = [.. interfaces.Where(counters => hasDevice(counters.Name))];
        return physical.Length > 0 ? physical : [.. interfaces.Where(counters => counters.Name != Loopback)];
    }

    // Receive: bytes packets errs drop fifo frame compressed multicast; transmit: bytes packets errs drop …
    private static InterfaceCounters Counters(string name, string line)
    {
        long[] figures = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
        return new InterfaceCounters(name, figures[0], figures[8], figures[2] + figures[10], figures[3] + figures[11]);
    }
}
