namespace SysOps.Logs.Rotating;

/// <summary>What a rotation tells and asks.</summary>
public interface IRotationPort
{
    /// <summary>Whether the logs of a rule may be rotated; those that may not are skipped.</summary>
    Task<bool[]> ConfirmAsync(IReadOnlyList<LogRotationResult> planned);

    /// <summary>Is told what became of a log.</summary>
    Task ReportAsync(LogRotationResult result);

    /// <summary>Tells the writers of logs to open new ones. What it throws fails these logs.</summary>
    Task ReopenAsync(IReadOnlyList<LogRotationResult> rotated);
}
