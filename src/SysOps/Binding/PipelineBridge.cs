using System.Runtime.ExceptionServices;

namespace SysOps.Binding;

/// <summary>
/// The one way from asynchronous work to the pipeline. The work runs on pool threads; what it posts runs on the
/// pipeline thread, in order. When a post throws there (a downstream command has enough, an error is to stop, the
/// pipeline is being stopped) the work is cancelled and its finally blocks are awaited before the exception goes on.
/// </summary>
internal sealed class PipelineBridge
{
    private readonly PipelineQueue _queue = new();
    private ExceptionDispatchInfo? _failure;

    private PipelineBridge()
    {
    }

    /// <summary>Runs the work to its end, on whatever way it ends. Blocks the pipeline thread, which serves the posts meanwhile.</summary>
    /// <exception cref="OperationCanceledException">The pipeline was stopped, and the work has ended because of it.</exception>
    public static void Run(Func<PipelineBridge, CancellationToken, Task> work, CancellationToken stop)
    {
        var bridge = new PipelineBridge();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        CancellationToken token = cancel.Token;
        Task running = Task.Run(() => bridge.WorkAsync(work, token), CancellationToken.None);

        Task cancelling = bridge.Serve(cancel);

        // What a callback of the cancellation throws must not hide why the work was cancelled.
        cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        bridge._failure?.Throw();
        running.GetAwaiter().GetResult();
    }

    /// <summary>Posts without waiting: for messages. Nothing happens once the pipeline no longer listens.</summary>
    public void Post(Action action) => _queue.TryAdd(action);

    /// <summary>Runs the function on the pipeline thread and gives what it returned. So a writer is never far ahead of its readers.</summary>
    /// <exception cref="OperationCanceledException">The pipeline no longer listens.</exception>
    public async Task<T> InvokeAsync<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.TryAdd(() => Complete(done, function)))
        {
            throw new OperationCanceledException("The pipeline has ended.");
        }

        return await done.Task.ConfigureAwait(false);
    }

    public Task InvokeAsync(Action action) => InvokeAsync<object?>(() =>
    {
        action();
        return null;
    });

    private async Task WorkAsync(Func<PipelineBridge, CancellationToken, Task> work, CancellationToken token)
    {
        try
        {
            await work(this, token).ConfigureAwait(false);
        }
        finally
        {
            _queue.Close();
        }
    }

    private void Complete<T>(TaskCompletionSource<T> done, Func<T> function)
    {
        if (_failure is not null)
        {
            done.TrySetCanceled();
            return;
        }

        try
        {
            done.TrySetResult(function());
        }
        catch
        {
            done.TrySetCanceled();
            throw;
        }
    }

    // Cancels on another thread: a callback that waits for the pipeline would otherwise wait for itself.
    private Task Serve(CancellationTokenSource cancel)
    {
        Task cancelling = Task.CompletedTask;
        while (_queue.TryTake(out Action action))
        {
            try
            {
                action();
            }
            catch (Exception exception) when (_failure is null)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                cancelling = cancel.CancelAsync();
            }
            catch (Exception)
            {
                // The first failure is the one that goes on; while the work winds up, later posts only repeat it.
            }
        }

        return cancelling;
    }
}
