using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>What is told of a log's turn.</summary>
/// <param name="run">The run.</param>
/// <param name="rule">How the log is rotated.</param>
/// <param name="turn">The turn, at any time.</param>
[SupportedOSPlatform("linux")]
internal sealed class LogTurnResult(RotationRun run, LogRule rule, LogTurn turn)
{
    private bool IsPlanned => run.PlanOnly && turn.IsDue;

    public LogRotationResult Make() => new()
    {
        Path = PathText.Show(turn.Path),
        Action = turn.HasFailed ? LogRotationAction.Failed : turn.IsRotated ? LogRotationAction.Rotated : IsPlanned ? LogRotationAction.Planned : LogRotationAction.Skipped,
        Reason = turn.Note ?? (turn.HasFailed && !turn.Decision.IsDue ? "see the error" : turn.Decision.Reason),
        RotatedTo = RotatedTo(),
        SizeBytes = turn.Facts.Size,
        CompressedSizeBytes = turn.CompressedBytes,
        Removed = Removed().Select(Shown).ToArray(),
        LossPossible = rule.Method is RotationMethod.CopyTruncate && (turn.IsRotated || IsPlanned),
        PossibleLossBytes = turn.LossBytes ?? 0,
        Duration = run.Request.Time.GetElapsedTime(turn.Started),
        Error = turn.Error,
        Source = rule.Source,
    };

    private IEnumerable<string> Removed() => IsPlanned ? turn.Plan!.Expired.Append(turn.Plan.Oldest).OfType<string>() : turn.Removed;

    // A log of which nothing is kept becomes nothing.
    private string? RotatedTo()
    {
        if (turn.Plan is not { } plan || !(turn.IsRotated || IsPlanned) || rule.Naming.Keep == 0)
        {
            return null;
        }

        bool isCompressed = IsPlanned ? rule.Compression is { IsOn: true, IsDelayed: false } : turn.CompressedBytes is not null;
        return Shown(isCompressed ? plan.Rotated + rule.Compression.Extension : plan.Rotated);
    }

    private string Shown(string name) => PathText.Show(turn.Generations!.PathOf(name));
}
