namespace SysOps.Logs.Removing;

/// <summary>Whom a removal asks and tells; never from two threads at once.</summary>
public interface ILogRemovalPort
{
    /// <param name="planned">What is to go from one folder.</param>
    /// <returns>Whether each of them may go.</returns>
    Task<bool[]> ConfirmAsync(IReadOnlyList<RemovedLog> planned);

    /// <param name="logs">What went, or what would go.</param>
    Task ReportAsync(IReadOnlyList<RemovedLog> logs);

    /// <summary>Something could not be read or removed; the rest goes on.</summary>
    Task ReportErrorAsync(SysOpsException error);
}
