namespace SysOps.Backups.Creating;

/// <summary>The progress of one component as that of the whole run: what the components before it were is done already.</summary>
internal sealed class RunProgress : IProgress<OperationProgress>
{
    private readonly IProgress<OperationProgress> _whole;
    private readonly long _before;
    private readonly long? _own;
    private readonly long? _total;

    /// <param name="whole">Told of the run.</param>
    /// <param name="before">What is done already, in bytes.</param>
    /// <param name="own">What this component is, in bytes; null when that is not known.</param>
    /// <param name="total">What all are; null when that is not known.</param>
    public RunProgress(IProgress<OperationProgress> whole, long before, long? own, long? total)
    {
        _whole = whole;
        _before = before;
        _own = own;
        _total = total;
    }

    public void Report(OperationProgress value) => _whole.Report(value with
    {
        // An estimate that was too low does not run over the end.
        Done = _before + Math.Min(value.Done, _own ?? long.MaxValue),
        Total = _total,
        IsBytes = true,
    });
}
