using System.Management.Automation;

namespace SysOps.Binding;

/// <summary>
/// Progress as PowerShell shows it: nothing in the first second, at most five records a second after it, bytes with
/// their rate and the time left, and a closing record whenever one was shown.
/// </summary>
internal sealed class PipelineProgress : IProgress<OperationProgress>
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Action<ProgressRecord> _write;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly long _started;
    private long _lastShown;
    private OperationProgress? _shown;

    public PipelineProgress(Action<ProgressRecord> write, TimeProvider clock)
    {
        _write = write;
        _clock = clock;
        _started = clock.GetTimestamp();
    }

    public void Report(OperationProgress value)
    {
        lock (_gate)
        {
            if (_clock.GetElapsedTime(_started) < Quiet || (_shown is not null && _clock.GetElapsedTime(_lastShown) < Pause))
            {
                return;
            }

            _lastShown = _clock.GetTimestamp();
            _shown = value;
            _write(ProgressText.Record(value, _clock.GetElapsedTime(_started)));
        }
    }

    /// <summary>Takes the progress off the screen, when there was any.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_shown is not null)
            {
                _write(new ProgressRecord(ProgressText.ActivityId, _shown.Activity, "Done") { RecordType = ProgressRecordType.Completed });
                _shown = null;
            }
        }
    }
}
