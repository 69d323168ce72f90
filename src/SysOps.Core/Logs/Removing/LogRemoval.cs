using System.Runtime.Versioning;
using SysOps.Files.Native;

namespace SysOps.Logs.Removing;

/// <summary>
/// Removes old logs folder by folder, the next ones being read meanwhile, so that a million files take no more memory than one folder. Only the rules
/// that look at all logs together go through the places once before.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LogRemoval
{
    private readonly LogRemovalRequest _request;
    private readonly ILogRemovalPort _port;
    private readonly OpenFiles _open;
    private readonly DateTimeOffset _now;
    private readonly LogGuard _guard;
    private readonly LogRuling _ruling;

    private LogRemoval(LogRemovalRequest request, ILogRemovalPort port, OpenFiles open, LogBudgets budgets)
    {
        _request = request;
        _port = port;
        _open = open;
        _now = request.Time.GetUtcNow();
        _guard = new LogGuard(open, request.Rules.KeepLast);
        _ruling = new LogRuling(request.Rules, budgets, _now);
    }

    /// <exception cref="SysOpsException">LogFolderUnreadable: a place cannot be opened.</exception>
    public static async Task RunAsync(LogRemovalRequest request, ILogRemovalPort port, CancellationToken cancellationToken)
    {
        OpenFiles open = request.OpenFiles ?? OpenFiles.Read(cancellationToken);
        LogBudgets budgets = await CountAsync(request, open, cancellationToken).ConfigureAwait(false);
        LogRemoval removal = new(request, port, open, budgets);
        foreach (LogPlace place in request.Places)
        {
            await removal.RunAsync(place, cancellationToken).ConfigureAwait(false);
        }

        if (removal._guard.TakenAsLive > 0)
        {
            RemovalLog.TakenAsLive(request.Logger, removal._guard.TakenAsLive);
        }
    }

    private static async Task<LogBudgets> CountAsync(LogRemovalRequest request, OpenFiles open, CancellationToken cancellationToken)
    {
        LogBudgets budgets = new(request.Rules, request.Places.Select(place => place.Folder));
        if (budgets.IsEmpty)
        {
            return budgets;
        }

        LogGuard guard = new(open, request.Rules.KeepLast);
        foreach (LogPlace place in request.Places)
        {
            // What cannot be read is told when it is gone through to remove.
            await foreach (LogFolder folder in new LogWalk(place, !open.IsComplete).FoldersAsync((_, _) => Task.CompletedTask, cancellationToken).ConfigureAwait(false))
            {
                using (folder)
                {
                    budgets.Count(folder.Logs, guard.MayGo(folder.Logs));
                }
            }
        }

        budgets.Close(request.Logger);
        return budgets;
    }

    private async Task RunAsync(LogPlace place, CancellationToken cancellationToken)
    {
        EmptyFolders empty = new(place.Folder, _now, _request.PlanOnly);
        RemovalQueue queue = new(_port, empty, _request.PlanOnly);
        await using (queue.ConfigureAwait(false))
        {
            await foreach (LogFolder folder in new LogWalk(place, !_open.IsComplete).FoldersAsync(ReportUnreadableAsync, cancellationToken).ConfigureAwait(false))
            {
                await queue.AddAsync(Plan(place, folder), cancellationToken).ConfigureAwait(false);
            }

            await queue.CompleteAsync().ConfigureAwait(false);

            // What was begun when it was ended may have ended half way.
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_request.RemoveEmptyFolders)
        {
            await empty.RemoveAsync(_port, cancellationToken).ConfigureAwait(false);
        }
    }

    private FolderRemoval Plan(LogPlace place, LogFolder folder)
    {
        List<(LogFile, RemovedLog)> going = [];
        string path = LogPath.Of(place.Folder, folder.Path);
        foreach (LogFile log in _guard.MayGo(folder.Logs))
        {
            if (_ruling.ReasonFor(log) is { } reason)
            {
                going.Add((log, Describe(LogPath.Join(path, log.Name), log, reason)));
            }
        }

        return new FolderRemoval(folder, going, _request.Logger);
    }

    private RemovedLog Describe(string path, LogFile log, string reason)
    {
        DateTimeOffset modified = log.Facts.Modified.ToDateTimeOffset();
        return new RemovedLog
        {
            Path = path,
            SizeBytes = log.Facts.Size,
            Age = modified < _now ? _now - modified : TimeSpan.Zero,
            Modified = modified.LocalDateTime,
            Reason = reason,
            Outcome = LogRemovalOutcome.Planned,
        };
    }

    private Task ReportUnreadableAsync(string folder, NativeException exception) =>
        _port.ReportErrorAsync(new SysOpsException(ErrorCatalogue.LogFolderUnreadable, $"The folder '{folder}' could not be read: {exception.Error.Message}.", "Check its mode and owner, or run it as a user who may read it.", folder, exception));
}
