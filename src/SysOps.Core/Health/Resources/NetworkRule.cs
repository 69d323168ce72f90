using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>The pure rules from counters to rates, and from rates to checks.</summary>
public static class NetworkRule
{
    public static NetworkMetrics Between(NetworkSample first, NetworkSample last)
    {
        // An interface that came or went, or whose counters started anew, has no rate in this window.
        var pairs = (
            from now in last.Interfaces
            join before in first.Interfaces on now.Name equals before.Name
            where now.ReceivedBytes >= before.ReceivedBytes && now.SentBytes >= before.SentBytes
            select (Before: before, Now: now)).ToList();
        double seconds = (last.At - first.At).TotalSeconds;
        var metrics = new NetworkMetrics { Interfaces = [.. last.Interfaces.Select(counters => counters.Name)], Window = last.At - first.At };
        return seconds <= 0 ? metrics : metrics with
        {
            ReceivedBytesPerSecond = pairs.Sum(pair => pair.Now.ReceivedBytes - pair.Before.ReceivedBytes) / seconds,
            SentBytesPerSecond = pairs.Sum(pair => pair.Now.SentBytes - pair.Before.SentBytes) / seconds,
            ErrorsPerSecond = pairs.Sum(pair => pair.Now.Errors - pair.Before.Errors) / seconds,
            DropsPerSecond = pairs.Sum(pair => pair.Now.Drops - pair.Before.Drops) / seconds,
        };
    }

    public static IReadOnlyList<HealthCheck> Judge(NetworkMetrics metrics, ResourceSettings settings)
    {
        List<HealthCheck> checks = [Traffic(metrics, settings)];
        if (metrics.OpenFilesPercent is { } percent)
        {
            checks.Add(Judgement.High("files.open", percent, Units.Percent, settings.OpenFiles, string.Create(CultureInfo.InvariantCulture, $"{metrics.OpenFiles} of at most {metrics.OpenFilesLimit} files of the system are open")));
        }

        return checks;
    }

    private static HealthCheck Traffic(NetworkMetrics metrics, ResourceSettings settings)
    {
        if (metrics is not { ReceivedBytesPerSecond: { } received, SentBytesPerSecond: { } sent, ErrorsPerSecond: { } errors, DropsPerSecond: { } drops })
        {
            return Judgement.Unreadable("network.errors", "The network's counters are not known on this platform.");
        }

        string message = $"in {Size.Format(received)}/s, out {Size.Format(sent)}/s";
        return Judgement.High("network.errors", errors + drops, Units.PerSecond, settings.NetworkErrors, errors + drops > 0 ? string.Create(CultureInfo.InvariantCulture, $"{errors:0.#} errors/s, {drops:0.#} drops/s; {message}") : message);
    }
}
