namespace SysOps.Logs.Removing;

/// <summary>What became of the logs of one folder.</summary>
/// <param name="removed">To begin with.</param>
internal sealed class FolderOutcome(IEnumerable<RemovedLog> removed)
{
    public List<RemovedLog> Removed { get; } = [.. removed];

    public List<SysOpsException> Errors { get; } = [];
}
