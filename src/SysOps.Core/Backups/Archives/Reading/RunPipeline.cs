using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Works on runs of entries on several threads, with a bounded number waiting. The first failure ends it.</summary>
internal sealed class RunPipeline : IDisposable
{
    private const int MostWorkers = 12;
    private const int MostEntries = 4096;

    private readonly BlockingCollection<EntryRun> _runs;
    private readonly CancellationTokenSource _stop;
    private readonly RunProgress _progress;
    private readonly Task[] _tasks;
    private EntryRun _next = new(0, []);
    private Exception? _failure;

    /// <param name="archives">What the entries are in.</param>
    /// <param name="workers">How many threads work.</param>
    /// <param name="progress">Told which runs are done.</param>
    /// <param name="work">Works on one run with its thread's cursor.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public RunPipeline(ArchiveSet archives, int workers, RunProgress progress, Action<EntryRun, EntryCursor, CancellationToken> work, CancellationToken cancellationToken)
    {
        workers = Math.Clamp(workers, 1, MostWorkers);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _progress = progress;
        _stop.Token.Register(progress.Stop);
        _runs = new BlockingCollection<EntryRun>(workers * 2);
        _tasks = [.. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(() => Work(archives, work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>The number of the run that the next entry belongs to.</summary>
    public int Current => _next.Number;

    /// <summary>Waits until there is room. From one thread only.</summary>
    public void Add(IndexEntry entry)
    {
        if (_next.Entries is [.., var last] && (last.Place.Frame != entry.Place.Frame || last.Place.BackupId != entry.Place.BackupId || _next.Entries.Count == MostEntries))
        {
            Submit();
        }

        _next.Entries.Add(entry);
    }

    /// <summary>Waits until all is done.</summary>
    public void Complete()
    {
        if (_next.Entries.Count > 0)
        {
            Submit();
        }

        _runs.CompleteAdding();
        Task.WaitAll(_tasks, CancellationToken.None);
        ThrowFailure();
        _stop.Token.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _stop.Cancel();
        Task.WaitAll(_tasks, CancellationToken.None);
        _stop.Dispose();
        _runs.Dispose();
    }

    private void Submit()
    {
        try
        {
            _runs.Add(_next, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            ThrowFailure();
            throw;
        }

        _next = new EntryRun(_next.Number + 1, []);
    }

    private void Work(ArchiveSet archives, Action<EntryRun, EntryCursor, CancellationToken> work)
    {
        try
        {
            using EntryCursor cursor = new(archives);
            foreach (EntryRun run in _runs.GetConsumingEnumerable(_stop.Token))
            {
                work(run, cursor, _stop.Token);
                _progress.SetDone(run.Number);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever stopped it knows why.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _stop.Cancel();
        }
    }

    private void ThrowFailure()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }
}
