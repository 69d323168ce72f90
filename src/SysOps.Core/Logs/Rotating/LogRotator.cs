using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Carries out what was decided for one log.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LogRotator
{
    private readonly RotationRun _run;
    private readonly LogRule _rule;
    private readonly LogTurn _turn;
    private readonly GenerationWork _work;
    private readonly LogMove _move;

    /// <param name="run">The run.</param>
    /// <param name="rule">How it is rotated.</param>
    /// <param name="turn">The log, due.</param>
    public LogRotator(RotationRun run, LogRule rule, LogTurn turn)
    {
        _run = run;
        _rule = rule;
        _turn = turn;
        _work = new GenerationWork(turn.Generations!, rule, run);
        _move = new LogMove(run, rule, turn);
    }

    private GenerationFolder Generations => _turn.Generations!;

    private GenerationPlan Plan => _turn.Plan!;

    // A copy is as old as it is; what is compressed is as old as the log.
    private FileTime? CompressedTime => _rule.Method is RotationMethod.Rename ? null : _turn.Facts.Modified;

    /// <summary>Makes place among the generations, and puts the log there.</summary>
    /// <exception cref="IOException">The log is still there; older generations have their names back.</exception>
    public void Rotate()
    {
        _turn.Refresh();
        if (Plan.Problem is { } problem)
        {
            throw new RotationException(problem + ".");
        }

        foreach (string earlier in Plan.Compress)
        {
            _ = _run.MayBeWritten(Generations.Folder, PathText.Bytes(earlier))
                ? throw new RotationException($"'{PathText.Show(Generations.PathOf(earlier))}' is still open for writing: its writer has not opened a new log since the last rotation.")
                : _work.Compress(earlier);
        }

        foreach (string old in Plan.Expired)
        {
            // What is too old is mailed whichever of the others are.
            _work.Mail(old, _turn.Path);
            Remove(old);
        }

        Shift();
        Generations.Folder.Sync();
        _turn.Folder!.Sync();
    }

    /// <summary>After the writer has opened the new log: compresses, mails and removes.</summary>
    /// <exception cref="IOException">What was not done is done by the next run.</exception>
    public void Complete()
    {
        if (_rule.Method is RotationMethod.RenameCopy)
        {
            _move.CopyRenamed();
        }

        string newest = Plan.Rotated;
        if (_rule.Compression is { IsOn: true, IsDelayed: false } && Generations.Has(newest))
        {
            if (_run.MayBeWritten(Generations.Folder, PathText.Bytes(newest)))
            {
                _turn.Note = $"{_turn.Decision.Reason}; it is still open for writing, and compressed by the next run";
                return;
            }

            _turn.CompressedBytes = _work.Compress(newest, CompressedTime);
            newest += _rule.Compression.Extension;
        }

        if (_rule.Removal.MailsNewest && Generations.Has(newest))
        {
            _work.Mail(newest, _turn.Path);
        }

        if (Plan.Oldest is { } oldest && Generations.Has(oldest))
        {
            if (!_rule.Removal.MailsNewest)
            {
                _work.Mail(oldest, _turn.Path);
            }

            Remove(oldest);
        }
    }

    private void Shift()
    {
        List<(string From, string To)> moved = [];
        try
        {
            foreach ((string from, string to) in Plan.Moves)
            {
                Generations.Folder.Rename(PathText.Bytes(from), Generations.Folder, PathText.Bytes(to));
                moved.Add((from, to));
            }

            _move.Run();
        }
        catch when (!_turn.IsRotated && !_move.IsPublished)
        {
            // Where a copy has its name already, the generations are in order.
            for (int index = moved.Count - 1; index >= 0; index--)
            {
                Generations.Folder.Rename(PathText.Bytes(moved[index].To), Generations.Folder, PathText.Bytes(moved[index].From));
            }

            throw;
        }
    }

    private void Remove(string name)
    {
        _work.Remove(name);
        _turn.Removed.Add(name);
    }
}
