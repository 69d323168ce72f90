using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Binding;

public sealed class PipelineBridgeTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly ConcurrentQueue<string> _happened = new();
    private readonly Assembly _module;

    public PipelineBridgeTests() => _module = _session.ModuleAssembly;

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_write_that_throws_goes_on_only_after_the_works_finally_blocks_have_ended_twenty_times_in_a_row()
    {
        for (int round = 0; round < 20; round++)
        {
            _happened.Clear();

            var thrown = Assert.Throws<PipelineStoppedException>(() => Bridge.Run(_module, WorkAsync));
            _happened.Enqueue("went on");

            Assert.NotNull(thrown);
            Assert.Equal(["written", "cancelled", "cleaning up", "cleaned up", "went on"], _happened);
        }

        async Task WorkAsync(Bridge bridge, CancellationToken token)
        {
            try
            {
                await bridge.InvokeAsync(() => _happened.Enqueue("written"));
                bridge.Post(() => throw new PipelineStoppedException());
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                _happened.Enqueue("cancelled");
                throw;
            }
            finally
            {
                await CleanUpAsync();
            }
        }
    }

    [Fact]
    public async Task A_stop_from_another_thread_ends_the_work_and_awaits_its_finally_blocks_twenty_times_in_a_row()
    {
        for (int round = 0; round < 20; round++)
        {
            _happened.Clear();
            using var stop = new CancellationTokenSource();
            var started = new TaskCompletionSource();
            Task run = Task.Run(
                () =>
                {
                    Assert.ThrowsAny<OperationCanceledException>(() => Bridge.RunUntil(_module, (_, token) => WaitAsync(started, token), stop.Token));
                    _happened.Enqueue("went on");
                },
                TestContext.Current.CancellationToken);
            await started.Task;

            await stop.CancelAsync();
            await run;

            Assert.Equal(["cleaning up", "cleaned up", "went on"], _happened);
        }
    }

    [Fact]
    public void What_the_work_itself_throws_comes_out_as_it_is()
    {
        var thrown = Assert.Throws<FormatException>(() => Bridge.Run(_module, async (_, _) =>
        {
            await Task.Yield();
            throw new FormatException("of the work");
        }));

        Assert.Equal("of the work", thrown.Message);
    }

    [Fact]
    public void Posts_run_in_order_on_the_thread_of_the_pipeline()
    {
        var seen = new List<(int Number, int Thread)>();

        Bridge.Run(_module, async (bridge, _) =>
        {
            for (int number = 0; number < 100; number++)
            {
                int current = number;
                bridge.Post(() => seen.Add((current, Environment.CurrentManagedThreadId)));
            }

            await bridge.InvokeAsync(() => seen.Add((100, Environment.CurrentManagedThreadId)));
        });

        Assert.Equal(Enumerable.Range(0, 101), seen.Select(post => post.Number));
        Assert.All(seen, post => Assert.Equal(Environment.CurrentManagedThreadId, post.Thread));
    }

    [Fact]
    public void A_write_that_waits_after_a_failure_is_cancelled_and_never_made()
    {
        Assert.Throws<PipelineStoppedException>(() => Bridge.Run(_module, async (bridge, _) =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bridge.InvokeAsync(() => throw new PipelineStoppedException()));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bridge.InvokeAsync(() => _happened.Enqueue("written")));
            _happened.Enqueue("refused");
        }));

        Assert.Equal(["refused"], _happened);
    }

    [Fact]
    public void What_a_callback_of_the_cancellation_throws_hides_neither_the_failure_nor_the_clean_up()
    {
        Assert.Throws<PipelineStoppedException>(() => Bridge.Run(_module, async (bridge, token) =>
        {
            await using CancellationTokenRegistration callback = token.Register(() => throw new InvalidOperationException("of the callback"));
            bridge.Post(() => throw new PipelineStoppedException());
            await WaitAsync(new TaskCompletionSource(), token);
        }));

        Assert.Equal(["cleaning up", "cleaned up"], _happened);
    }

    [Fact]
    public void A_callback_of_the_cancellation_may_wait_for_the_pipeline()
    {
        Assert.Throws<PipelineStoppedException>(() => Bridge.Run(_module, async (bridge, token) =>
        {
            await using CancellationTokenRegistration callback = token.Register(() =>
            {
                using var served = new ManualResetEventSlim();
                bridge.Post(served.Set);
                _happened.Enqueue(served.Wait(TimeSpan.FromSeconds(30)) ? "served" : "stuck");
            });
            bridge.Post(() => throw new PipelineStoppedException());
            await WaitAsync(new TaskCompletionSource(), token);
        }));

        Assert.Contains("served", _happened);
    }

    private async Task WaitAsync(TaskCompletionSource started, CancellationToken token)
    {
        try
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            await CleanUpAsync();
        }
    }

    // Takes long enough that an exception which did not wait for it would be first.
    private async Task CleanUpAsync()
    {
        _happened.Enqueue("cleaning up");
        await Task.Delay(20, CancellationToken.None);
        _happened.Enqueue("cleaned up");
    }
}
