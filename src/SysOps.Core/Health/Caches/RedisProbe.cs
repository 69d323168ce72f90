using SysOps.Servers.Redis;
using SysOps.Settings;

namespace SysOps.Health.Caches;

/// <summary>The component <c>cache</c>: every Redis server that the connection string leads to, side by side.</summary>
public sealed class RedisProbe : IHealthProbe
{
    private readonly CacheSettings _settings;

    public RedisProbe(CacheSettings settings) => _settings = settings;

    public string Name => "cache";

    public HealthCategory Category => HealthCategory.Cache;

    public TimeSpan? Timeout => _settings.Timeout;

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        RedisTarget target = await RedisTarget.ResolveAsync(_settings, context.Secrets, cancellationToken).ConfigureAwait(false);
        context.Step = $"connecting to {target.Name}";
        RedisSession session;
        try
        {
            session = await RedisSession.OpenAsync(target, context.Remaining, cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception)
        {
            HealthCheck failed = Failed("connect", exception);
            return new ProbeResult { Checks = [failed], Error = failed.Message };
        }

        await using (session.ConfigureAwait(false))
        {
            context.Step = $"asking {target.Name}";
            ProbeResult[] nodes = await Task.WhenAll(session.Servers.Select(server => new RedisNodeProbe(session, server, _settings, target.UserName).ProbeAsync(context, cancellationToken))).ConfigureAwait(false);
            return Combine(nodes, session.Silent, [.. target.IsSentinel ? Sentinels(target, session.Silent) : [], .. session.Idle.Select(Idle)]);
        }
    }

    private static IReadOnlyList<HealthCheck> Sentinels(RedisTarget target, IReadOnlyList<SysOpsException> silent) =>
    [
        .. target.EndPoints.Select(RedisTarget.Describe).Except(silent.Select(exception => exception.Target as string))
            .Select(name => new HealthCheck { Name = $"sentinel@{name}", Status = HealthStatus.Healthy, Message = "the sentinel answers" }),
    ];

    private static HealthCheck Idle(string name) => new() { Name = $"connect@{name}", Status = HealthStatus.Healthy, Message = "answers, and holds nothing that a client asks for" };

    private static ProbeResult Combine(IReadOnlyList<ProbeResult> nodes, IReadOnlyList<SysOpsException> silent, IReadOnlyList<HealthCheck> others)
    {
        ProbeResult main = nodes.OrderBy(node => node.Error is not null).ThenBy(node => node.Metrics is RedisMetrics { IsReplica: true }).First();
        if (nodes.Count + silent.Count + others.Count == 1)
        {
            return main;
        }

        List<HealthCheck> checks = [.. nodes.SelectMany(node => node.Checks.Select(check => check with { Name = $"{check.Name}@{((RedisMetrics)node.Metrics!).Endpoint}" }))];
        checks.AddRange(others);
        checks.AddRange(silent.Select(exception => Failed($"connect@{exception.Target}", exception) with { Status = HealthStatus.Degraded }));
        return main with
        {
            Checks = checks,
            Metrics = (RedisMetrics)main.Metrics! with { OtherNodes = [.. nodes.Where(node => node != main).Select(node => (RedisMetrics)node.Metrics!)] },
            Message = $"{main.Message}, {nodes.Count} servers",
        };
    }

    private static HealthCheck Failed(string name, SysOpsException exception) =>
        new() { Name = name, Status = HealthStatus.Unhealthy, Message = $"{exception.Message} {exception.Remedy}".TrimEnd(), Required = true };
}
