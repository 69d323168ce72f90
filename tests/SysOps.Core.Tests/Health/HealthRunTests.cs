using System.Diagnostics;
using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Core.Tests.Health;

public sealed class HealthRunTests
{
    [Fact]
    public async Task Components_come_in_the_order_of_the_probes_though_they_end_in_another()
    {
        var done = new TaskCompletionSource();
        TestProbe slow = new("slow", async _ =>
        {
            await done.Task;
            return Healthy;
        });
        TestProbe fast = new("fast", _ =>
        {
            done.SetResult();
            return Task.FromResult(Healthy);
        });

        List<ComponentHealth> found = await AllAsync([slow, fast], Options);

        Assert.Equal(["slow", "fast"], found.Select(component => component.Name));
        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy], found.Select(component => component.Status));
    }

    [Fact]
    public async Task A_probe_that_blocks_its_thread_holds_up_no_other()
    {
        using var done = new ManualResetEventSlim();
        TestProbe blocking = new("blocking", (_, token) =>
        {
            done.Wait(token);
            return Task.FromResult(Healthy);
        });
        TestProbe freeing = new("freeing", _ =>
        {
            done.Set();
            return Task.FromResult(Healthy);
        });

        List<ComponentHealth> found = await AllAsync([blocking, freeing], Options);

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy], found.Select(component => component.Status));
    }

    [Fact]
    public async Task Black_holes_cost_their_limit_once_and_not_the_sum()
    {
        TestProbe[] holes = [.. Enumerable.Range(0, 30).Select(number => new TestProbe($"hole {number}", (_, token) => NeverAsync(token)) { Timeout = TimeSpan.FromSeconds(1) })];
        var watch = Stopwatch.StartNew();

        List<ComponentHealth> found = await AllAsync([.. holes, new TestProbe("fine", _ => Task.FromResult(Healthy))], Options);

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
        Assert.All(found.SkipLast(1), hole => Assert.Equal("No answer within 1 s.", hole.Error));
        Assert.Equal(HealthStatus.Healthy, found[^1].Status);
    }

    [Fact]
    public async Task The_limit_of_the_run_overrides_the_probe_s_own()
    {
        ComponentHealth health = await OneAsync(new TestProbe("hole", (_, token) => NeverAsync(token)) { Timeout = TimeSpan.FromHours(1) }, Options with { Timeout = TimeSpan.FromMilliseconds(50) });

        Assert.Equal("No answer within 0.05 s.", health.Error);
    }

    [Fact]
    public async Task What_a_failing_probe_says_is_masked_everywhere()
    {
        const string Secret = "a-secret-of-this-test";
        HealthRunOptions options = Options;
        options.Secrets.Redactor.Add(Secret);

        ComponentHealth broken = await OneAsync(new TestProbe("broken", _ => throw new InvalidOperationException($"Password is {Secret}.")), options);
        ComponentHealth down = await OneAsync(new TestProbe("down", _ => throw new SysOpsException(ErrorCatalogue.DatabaseDenied, $"'{Secret}' was refused.", $"Not {Secret}.")), options);
        ComponentHealth degraded = await OneAsync(new TestProbe("degraded", _ => Task.FromResult(new ProbeResult { Checks = [new HealthCheck { Name = "x", Status = HealthStatus.Degraded, Message = Secret }], Error = Secret })), options);

        Assert.All([broken, down, degraded], health =>
        {
            Assert.DoesNotContain(Secret, health.Message + health.Error + string.Concat(health.Checks.Select(check => check.Message)) + string.Concat(health.Alerts.Select(alert => alert.Message)), StringComparison.Ordinal);
            Assert.Contains(Redactor.Mask, health.Error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_probe_that_does_not_keep_its_limit_is_left_behind_with_the_step_it_was_at()
    {
        var never = new TaskCompletionSource<ProbeResult>();
        var probe = new TestProbe("stubborn", context =>
        {
            context.Step = "waiting for nothing";
            return never.Task;
        });

        ComponentHealth health = await OneAsync(probe, new HealthRunOptions { Secrets = new SecretResolver(new Redactor()), Timeout = TimeSpan.FromMilliseconds(50), Grace = TimeSpan.FromMilliseconds(50) });

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal("No answer within 0.05 s while waiting for nothing.", health.Error);
    }

    [Fact]
    public async Task A_probe_that_breaks_is_unknown_and_hides_no_other()
    {
        List<ComponentHealth> found = await AllAsync([new TestProbe("broken", _ => throw new InvalidOperationException("oops")), new TestProbe("fine", _ => Task.FromResult(Healthy))], Options);

        Assert.Equal([HealthStatus.Unknown, HealthStatus.Healthy], found.Select(component => component.Status));
        Assert.Contains("oops", found[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ErrorCatalogue.DatabaseUnavailable), HealthStatus.Unhealthy)]
    [InlineData(nameof(ErrorCatalogue.CacheDenied), HealthStatus.Unhealthy)]
    [InlineData(nameof(ErrorCatalogue.SecretNotFound), HealthStatus.Unknown)]
    [InlineData(nameof(ErrorCatalogue.ServiceSettingInvalid), HealthStatus.Unknown)]
    public async Task What_is_down_is_unhealthy_and_what_cannot_be_looked_at_is_unknown(string id, HealthStatus expected)
    {
        ErrorId error = ErrorCatalogue.All.Single(known => known.Name == id);

        ComponentHealth health = await OneAsync(new TestProbe("x", _ => throw new SysOpsException(error, "It happened.", "Do this.")), Options);

        Assert.Equal(expected, health.Status);
        Assert.Equal("It happened. Do this.", health.Error);
    }

    [Fact]
    public async Task Leaving_early_cancels_what_still_runs_and_waits_for_its_clean_up()
    {
        bool cleaned = false;
        var endless = new TestProbe("endless", async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cleaned = true;
            }

            return Healthy;
        });

        await foreach (ComponentHealth component in new HealthRun(Options).RunAsync([new TestProbe("fast", _ => Task.FromResult(Healthy)), endless], TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.True(cleaned);
    }

    [Fact]
    public async Task Cancelling_the_run_is_no_failed_probe()
    {
        using var stop = new CancellationTokenSource();
        var probe = new TestProbe("waiting", async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return Healthy;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ComponentHealth component in new HealthRun(Options).RunAsync([probe], stop.Token))
            {
                Assert.Fail($"{component.Name} was reported.");
            }
        });
    }

    private static ProbeResult Healthy => new() { Checks = [], Message = "fine" };

    private static HealthRunOptions Options => new() { Secrets = new SecretResolver(new Redactor()) };

    private static async Task<ProbeResult> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return Healthy;
    }

    private static async Task<ComponentHealth> OneAsync(IHealthProbe probe, HealthRunOptions options) => Assert.Single(await AllAsync([probe], options));

    private static async Task<List<ComponentHealth>> AllAsync(IReadOnlyList<IHealthProbe> probes, HealthRunOptions options)
    {
        List<ComponentHealth> found = [];
        await foreach (ComponentHealth component in new HealthRun(options).RunAsync(probes, TestContext.Current.CancellationToken))
        {
            found.Add(component);
        }

        return found;
    }

    private sealed class TestProbe(string name, Func<ProbeContext, CancellationToken, Task<ProbeResult>> probe) : IHealthProbe
    {
        public TestProbe(string name, Func<ProbeContext, Task<ProbeResult>> probe)
            : this(name, (context, _) => probe(context))
        {
        }

        public string Name => name;

        public HealthCategory Category => HealthCategory.SystemResource;

        public TimeSpan? Timeout { get; init; }

        public Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken) => probe(context, cancellationToken);
    }
}
