using SysOps.Files;

namespace SysOps.Logs.Removing;

/// <summary>A rule that looks at all logs together. First it counts them, then it says of each whether it goes.</summary>
/// <param name="reason">Why a log goes by it.</param>
/// <param name="bytes">What the removal of a log brings; 0 when it brings nothing here.</param>
internal sealed class LogBudget(string reason, Func<LogFile, long> bytes)
{
    private readonly List<(FileTime Modified, long Bytes)> _counted = [];
    private OldestFirst? _order;

    public string Reason => reason;

    /// <summary>What is too much even when all that may go does.</summary>
    public long Missing => _order?.Missing ?? 0;

    /// <param name="log">One that may go.</param>
    public void Count(LogFile log)
    {
        if (bytes(log) > 0)
        {
            _counted.Add((log.Facts.Modified, bytes(log)));
        }
    }

    /// <param name="excess">What is too much, in bytes.</param>
    public void Close(long excess)
    {
        _order = new OldestFirst(_counted, excess);
        _counted.Clear();
    }

    public bool Takes(LogFile log) => _order?.Takes(log.Facts.Modified, bytes(log)) is true;
}
