using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Settings;

namespace SysOps.Logs.Removing;

/// <summary>What all logs together may take, and what must stay free on the file systems of the places.</summary>
internal sealed class LogBudgets
{
    private readonly long? _maximum;
    private readonly LogBudget? _total;
    private readonly List<(LogBudget Budget, long Excess)> _spaces = [];
    private long _bytes;

    /// <exception cref="IOException">A file system does not tell how much of it is free.</exception>
    [SupportedOSPlatform("linux")]
    public LogBudgets(LogRemovalRules rules, IEnumerable<string> folders)
    {
        _maximum = rules.MaximumTotalSize;
        _total = _maximum is { } maximum ? new LogBudget($"all logs take more than {Size.Format(maximum)}", log => log.Facts.Size) : null;
        if (rules.MinimumFreeSpace is { } reserve)
        {
            _spaces.AddRange(folders.DistinctBy(DeviceOf).Select(folder => Space(reserve, DeviceOf(folder), FileSystemUsage.Of(folder))));
        }
    }

    public bool IsEmpty => _total is null && _spaces.Count == 0;

    /// <param name="logs">All logs of a folder.</param>
    /// <param name="mayGo">Those of them that may go.</param>
    public void Count(IReadOnlyList<LogFile> logs, IEnumerable<LogFile> mayGo)
    {
        _bytes += logs.Where(log => log.Role is not LogRole.Neighbour).Sum(log => log.Facts.Size);
        foreach (LogFile log in mayGo)
        {
            _total?.Count(log);
            _spaces.ForEach(space => space.Budget.Count(log));
        }
    }

    /// <summary>Decides, once all is counted.</summary>
    public void Close(ILogger logger)
    {
        _total?.Close(_bytes - _maximum!.Value);
        _spaces.ForEach(space => space.Budget.Close(space.Excess));
        foreach (LogBudget budget in All.Where(budget => budget.Missing > 0))
        {
            RemovalLog.BudgetMissed(logger, budget.Reason, Size.Format(budget.Missing));
        }
    }

    /// <returns>Null when it may stay.</returns>
    public string? ReasonFor(LogFile log) => All.FirstOrDefault(budget => budget.Takes(log))?.Reason;

    private IEnumerable<LogBudget> All => _total is null ? _spaces.Select(space => space.Budget) : _spaces.Select(space => space.Budget).Prepend(_total);

    private static (LogBudget Budget, long Excess) Space(SpaceReserve reserve, ulong device, FileSystemUsage usage)
    {
        string words = reserve.Percent is { } percent ? Share.Format(percent) : Size.Format(reserve.Bytes);
        LogBudget budget = new($"less than {words} is free", log => log.Facts.Identity.Device == device ? log.Frees : 0);
        return (budget, reserve.Of(usage.UsedBytes + usage.AvailableBytes) - usage.AvailableBytes);
    }

    private static ulong DeviceOf(string folder)
    {
        using NativeFolder handle = NativeFolder.Open(folder);
        return handle.ReadFacts().Identity.Device;
    }
}
