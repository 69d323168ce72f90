using System.Runtime.Versioning;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Steps for the logs of a rule, with the rights that it says; what fails is told of the logs that it concerns, and of no other.</summary>
/// <param name="run">The run.</param>
/// <param name="rule">The rule.</param>
[SupportedOSPlatform("linux")]
internal sealed class RuleSteps(RotationRun run, LogRule rule)
{
    public LogRotationResult ResultOf(LogTurn turn) => new LogTurnResult(run, rule, turn).Make();

    /// <summary>Runs a script with the rights of this process.</summary>
    /// <returns>False when it failed: so have the logs that it concerns.</returns>
    public async Task<bool> TryScriptAsync(string? script, string kind, LogTurn[] concerned, string[] arguments)
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

    /// <summary>Tells the writers of rotated logs to open new ones.</summary>
    /// <returns>False when nobody could be told: these logs have failed.</returns>
    public async Task<bool> TryReopenAsync(LogTurn[] rotated)
    {
        try
        {
            await WriterSignal.SendAsync(rule.Reopen, run.CancellationToken).ConfigureAwait(false);
            await run.Port.ReopenAsync([.. rotated.Select(ResultOf)]).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Array.ForEach(rotated, turn => turn.Fail(exception));
            return false;
        }
    }

    public void Each(IEnumerable<LogTurn> turns, Action<LogTurn> step)
    {
        foreach (LogTurn turn in turns.ToArray())
        {
            try
            {
                As(() => step(turn));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or InvalidDataException)
            {
                turn.Fail(exception);
            }
        }
    }

    public void As(Action step)
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
