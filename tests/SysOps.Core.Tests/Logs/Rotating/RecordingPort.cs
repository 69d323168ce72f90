using SysOps.Logs.Rotating;

namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>Allows everything and keeps what it is told.</summary>
internal sealed class RecordingPort : IRotationPort
{
    public List<LogRotationResult> Results { get; } = [];

    /// <summary>Is run in place of a signal to writers.</summary>
    public Action<IReadOnlyList<LogRotationResult>>? Reopen { get; init; }

    public Task<bool[]> ConfirmAsync(IReadOnlyList<LogRotationResult> planned) => Task.FromResult(planned.Select(_ => true).ToArray());

    public Task ReportAsync(LogRotationResult result)
    {
        Results.Add(result);
        return Task.CompletedTask;
    }

    public Task ReopenAsync(IReadOnlyList<LogRotationResult> rotated)
    {
        Reopen?.Invoke(rotated);
        return Task.CompletedTask;
    }
}
