using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Logs.Compressing;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Rotates the logs of one rule, with the scripts of the rule at their places. What fails has the effect that logrotate gives it.</summary>
/// <param name="run">The run.</param>
/// <param name="rule">The rule.</param>
[SupportedOSPlatform("linux")]
internal sealed class RuleRotation(RotationRun run, LogRule rule)
{
    private readonly RuleSteps _steps = new(run, rule);
    private readonly LogTurn[] _turns = [.. rule.Files.Select(file => new LogTurn(run, rule, file))];

    private bool HasErrors => Array.Exists(_turns, turn => turn.HasFailed);

    private IEnumerable<LogTurn> Due => _turns.Where(turn => turn.IsDue);

    public async Task RunAsync()
    {
        try
        {
            await RotateAsync().ConfigureAwait(false);
            foreach (LogTurn turn in _turns)
            {
                await run.Port.ReportAsync(_steps.ResultOf(turn)).ConfigureAwait(false);
            }
        }
        finally
        {
            Array.ForEach(_turns, turn => turn.Dispose());
        }
    }

    private async Task RotateAsync()
    {
        if (!TryPrepare())
        {
            return;
        }

        _steps.Each(_turns, turn => turn.Decide());
        if (run.PlanOnly)
        {
            await run.Port.ConfirmAsync([.. Due.Select(turn => _steps.ResultOf(turn))]).ConfigureAwait(false);
            return;
        }

        _steps.Each(_turns.Where(turn => !turn.Decision.IsDue), Finish);
        await DeclineAsync().ConfigureAwait(false);
        if (!Due.Any() || !await _steps.TryScriptAsync(rule.Scripts.First, "firstaction", [.. Due], [rule.Pattern]).ConfigureAwait(false))
        {
            return;
        }

        LogTurn[][] groups = rule.Scripts.AreShared ? [_turns] : [.. _turns.Select(turn => new[] { turn })];
        foreach (LogTurn[] group in groups)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            await RotateAsync(group).ConfigureAwait(false);
        }

        await _steps.TryScriptAsync(rule.Scripts.Last, "lastaction", [.. _turns.Where(turn => turn.Decision.IsDue)], [rule.Pattern]).ConfigureAwait(false);
    }

    private async Task RotateAsync(LogTurn[] group)
    {
        string subject = rule.Scripts.AreShared ? rule.Pattern : group[0].Path;
        if (IsBlocked(group) || !await _steps.TryScriptAsync(rule.Scripts.Before, "prerotate", [.. group.Where(turn => turn.IsDue)], [subject]).ConfigureAwait(false))
        {
            Spare(group);
            return;
        }

        _steps.Each(group.Where(turn => turn.IsDue), turn => new LogRotator(run, rule, turn).Rotate());
        LogTurn[] rotated = [.. group.Where(turn => turn.IsRotated)];
        foreach (LogTurn turn in rotated)
        {
            run.State.Rotated(turn.Path);
        }

        if (rotated.Length == 0 || IsBlocked(group))
        {
            Spare(group);
            return;
        }

        string[] arguments = rule.Scripts.AreShared ? [subject] : [subject, rotated[0].Generations!.PathOf(rotated[0].Plan!.Rotated)];
        if (await _steps.TryScriptAsync(rule.Scripts.After, "postrotate", rotated, arguments).ConfigureAwait(false) && await _steps.TryReopenAsync(rotated).ConfigureAwait(false))
        {
            _steps.Each(rotated, turn => new LogRotator(run, rule, turn).Complete());
        }
    }

    // Scripts that all logs share run when nothing is wrong with any of them, and not at all otherwise.
    private bool IsBlocked(LogTurn[] group) => rule.Scripts.AreShared ? HasErrors : !group[0].Decision.IsDue || group[0].HasFailed;

    private void Spare(LogTurn[] group)
    {
        if (rule.Scripts.AreShared && HasErrors)
        {
            string reason = $"scripts are shared, and another log failed: {Array.Find(_turns, turn => turn.HasFailed)!.Error}";
            foreach (LogTurn turn in group.Where(turn => turn.IsDue && !turn.IsRotated))
            {
                turn.Fail(new RotationException(reason));
            }
        }
    }

    private bool TryPrepare()
    {
        try
        {
            if (rule is { User: not null, Compression.IsOn: true } && LogCompressions.NeedsProgram(rule.Compression))
            {
                throw new RotationException($"'su' with the program '{rule.Compression.Program}' is not possible: a program cannot be started with another's rights for files alone. Use gzip or zstd.");
            }

            _steps.As(() => OldFolders.Prepare(rule, run.PlanOnly));
            return true;
        }
        catch (IOException exception)
        {
            Array.ForEach(_turns, turn => turn.Fail(exception));
            return false;
        }
    }

    // Of a log that is not due, what an earlier run left.
    private void Finish(LogTurn turn)
    {
        foreach (string name in turn.Unfinished())
        {
            if (!run.MayBeWritten(turn.Generations!.Folder, PathText.Bytes(name)))
            {
                turn.CompressedBytes = new GenerationWork(turn.Generations, rule, run).Compress(name);
                turn.Note = $"{turn.Decision.Reason}; '{PathText.Show(name)}' of an earlier run was compressed";
            }
        }
    }

    private async Task DeclineAsync()
    {
        LogTurn[] due = [.. Due];
        bool[] confirmed = due.Length == 0 ? [] : await run.Port.ConfirmAsync([.. due.Select(turn => _steps.ResultOf(turn))]).ConfigureAwait(false);
        for (int index = 0; index < due.Length; index++)
        {
            if (!confirmed[index])
            {
                due[index].Decline();
            }
        }
    }
}
