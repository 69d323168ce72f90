namespace SysOps.Health.Databases;

/// <summary>The pure rule from several servers of one connection string to one component: it is usable as long as a primary is.</summary>
internal static class MultipleServers
{
    public static ProbeResult Combine(IReadOnlyList<string> names, IReadOnlyList<ProbeResult> results)
    {
        int chosen = Best(results);
        ProbeResult best = results[chosen];
        List<HealthCheck> checks = [.. best.Checks];
        for (int index = 0; index < results.Count; index++)
        {
            checks.Add(Server(names[index], results[index]));
            if (index != chosen)
            {
                checks.AddRange(results[index].Checks.Where(IsItsOwn).Select(check => check with { Name = $"{check.Name}@{names[index]}" }));
            }
        }

        if (best.Error is null && best.Metrics is PostgreSqlMetrics { InRecovery: true })
        {
            checks.Insert(0, new HealthCheck { Name = "primary", Status = HealthStatus.Unhealthy, Message = "None of the servers is a primary: nothing can be written." });
        }

        PostgreSqlMetrics[] others = [.. results.Where((_, index) => index != chosen).Select(result => result.Metrics).OfType<PostgreSqlMetrics>()];
        return best with { Checks = checks, Metrics = best.Metrics is PostgreSqlMetrics metrics ? metrics with { OtherServers = others } : best.Metrics };
    }

    // That another server cannot be used is told by its own check, and is not the end of the component.
    private static bool IsItsOwn(HealthCheck check) =>
        check.Name != DatabaseChecks.Connect && check is not { Name: DatabaseChecks.Query, Status: HealthStatus.Unhealthy };

    private static int Best(IReadOnlyList<ProbeResult> results) =>
        Enumerable.Range(0, results.Count).MinBy(index => results[index] switch
        {
            { Error: not null } => 2,
            { Metrics: PostgreSqlMetrics { InRecovery: true } } => 1,
            _ => 0,
        });

    private static HealthCheck Server(string name, ProbeResult result) => new()
    {
        Name = $"server@{name}",
        Status = result.Error is null ? HealthStatus.Healthy : HealthStatus.Degraded,
        Message = result.Error ?? $"{name}: {(result.Metrics is PostgreSqlMetrics { InRecovery: true } ? "standby" : "primary")}, {result.Message}",
    };
}
