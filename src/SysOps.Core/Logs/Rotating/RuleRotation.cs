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
                await run.Port.ReportAsync(turn.ToResult()).ConfigureAwait(false);
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

        Each(_turns, turn => turn.Decide());
        if (run.PlanOnly)
        {
            await run.Port.ConfirmAsync([.. Due.Select(turn => turn.ToResult())]).ConfigureAwait(false);
            return;
        }

        Each(_turns.Where(turn => !turn.Decision.IsDue), Finish);
        await DeclineAsync().ConfigureAwait(false);
        if (!Due.Any() || !await TryScriptAsync(rule.Scripts.First, "firstaction", [.. Due], [rule.Pattern]).ConfigureAwait(false))
        {
            return;
        }

        LogTurn[][] groups = rule.Scripts.AreShared ? [_turns] : [.. _turns.Select(turn => new[] { turn })];
        foreach (LogTurn[] group in groups)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            await RotateAsync(group).ConfigureAwait(false);
        }

        await TryScriptAsync(rule.Scripts.Last, "lastaction", [.. _turns.Where(turn => turn.Decision.IsDue)], [rule.Pattern]).ConfigureAwait(false);
    }

    private async Task RotateAsync(LogTurn[] group)
    {
        string subject = rule.Scripts.AreShared ? rule.Pattern : group[0].Path;
        if (IsBlocked(group) || !await TryScriptAsync(rule.Scripts.Before, "prerotate", [.. group.Where(turn => turn.IsDue)], [subject]).ConfigureAwait(false))
        {
            Spare(group);
            return;
        }

        Each(group.Where(turn => turn.IsDue), turn => new LogRotator(run, rule, turn).Rotate());
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
        if (await TryScriptAsync(rule.Scripts.After, "postrotate", rotated, arguments).ConfigureAwait(false) && await TryReopenAsync(rotated).ConfigureAwait(false))
        {
            Each(rotated, turn => new LogRotator(run, rule, turn).Complete());
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

            As(() => OldFolders.Prepare(rule, run.PlanOnly));
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
                turn.CompressedBytes = turn.Generations.Compress(name);
                turn.Note = $"{turn.Decision.Reason}; '{PathText.Show(name)}' of an earlier run was compressed";
            }
        }
    }

    private async Task DeclineAsync()
    {
        LogTurn[] due = [.. Due];
        bool[] confirmed = due.Length == 0 ? [] : await run.Port.ConfirmAsync([.. due.Select(turn => turn.ToResult())]).ConfigureAwait(false);
        for (int index = 0; index < due.Length; index++)
        {
            if (!confirmed[index])
            {
                due[index].Decline();
            }
        }
    }

    private async Task<bool> TryScriptAsync(string? script, string kind, LogTurn[] concerned, string[] arguments)
    {
        if (script is null || concerned.Length == 0)
        {
            return true;
        }

        try
        {
            await ScriptRunner.RunAsync(script, kind, arguments, run.CancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (IOException exception)
        {
            Array.ForEach(concerned, turn => turn.Fail(exception));
            return false;
        }
    }

    private async Task<bool> TryReopenAsync(LogTurn[] rotated)
    {
        try
        {
            await WriterSignal.SendAsync(rule.Reopen, run.CancellationToken).ConfigureAwait(false);
            await run.Port.ReopenAsync([.. rotated.Select(turn => turn.ToResult())]).ConfigureAwait(false);
            return true;
        }
        catch (IOException exception)
        {
            Array.ForEach(rotated, turn => turn.Fail(exception));
            return false;
        }
    }

    private void Each(IEnumerable<LogTurn> turns, Action<LogTurn> step)
    {
        foreach (LogTurn turn in turns.ToArray())
        {
            try
            {
                As(() => step(turn));
            }
            catch (Exception exception) when (exception is IOException or FormatException or InvalidDataException)
            {
                turn.Fail(exception);
            }
        }
    }

    private void As(Action step)
    {
        if (rule.User is null)
        {
            step();
            return;
        }

        _ = rule.User.Run(() =>
        {
            step();
            return true;
        });
    }
}
