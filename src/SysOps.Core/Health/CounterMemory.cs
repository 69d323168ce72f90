using System.Collections.Concurrent;

namespace SysOps.Health;

/// <summary>Remembers counters for the life of the process, so that a rise since the last look can be told from an old sum.</summary>
internal static class CounterMemory
{
    private static readonly ConcurrentDictionary<string, long> Last = new(StringComparer.Ordinal);

    /// <summary>How much a counter rose since the last look; null at the first look. A counter that fell was started anew.</summary>
    public static long? RiseOf(string counter, long value)
    {
        long? rise = null;
        Last.AddOrUpdate(counter, value, (_, before) =>
        {
            rise = value >= before ? value - before : value;
            return value;
        });
        return rise;
    }
}
