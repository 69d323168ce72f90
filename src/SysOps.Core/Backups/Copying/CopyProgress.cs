namespace SysOps.Backups.Copying;

/// <summary>How far a copy is, over all backups.</summary>
internal sealed class CopyProgress(IProgress<OperationProgress>? progress, long total)
{
    private long _done;

    public void Add(string backup, long bytes)
    {
        _done += bytes;
        progress?.Report(new OperationProgress { Activity = "Copying backups", Status = backup, Done = _done, Total = Math.Max(total, _done), IsBytes = true });
    }
}
