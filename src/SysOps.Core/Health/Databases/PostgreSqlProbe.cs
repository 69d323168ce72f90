using SysOps.Servers.PostgreSql;
using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>The component <c>database</c> on PostgreSQL: every server that the connection string names, side by side.</summary>
public sealed class PostgreSqlProbe : IHealthProbe
{
    private readonly DatabaseSettings _settings;

    public PostgreSqlProbe(DatabaseSettings settings) => _settings = settings;

    public string Name => "database";

    public HealthCategory Category => HealthCategory.Database;

    public TimeSpan? Timeout => _settings.Timeout;

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<PostgreSqlEndpoint> endpoints = await PostgreSqlEndpoint.ResolveAsync(_settings, context.Secrets, cancellationToken).ConfigureAwait(false);
        context.Step = $"connecting to {string.Join(", ", endpoints.Select(endpoint => endpoint.Name))}";
        if (endpoints.Count == 1)
        {
            return await new PostgreSqlServerProbe(endpoints[0], _settings).ProbeAsync(context, cancellationToken).ConfigureAwait(false);
        }

        ProbeResult[] results = await Task.WhenAll(endpoints.Select(endpoint => ProbeOneOfManyAsync(endpoint, context, cancellationToken))).ConfigureAwait(false);
        return MultipleServers.Combine([.. endpoints.Select(endpoint => endpoint.Name)], results);
    }

    // One that never answers must not take the others' results with it: it is given up while there is time left to report.
    private async Task<ProbeResult> ProbeOneOfManyAsync(PostgreSqlEndpoint endpoint, ProbeContext context, CancellationToken cancellationToken)
    {
        TimeSpan limit = context.Remaining;
        using var patience = new CancellationTokenSource(limit, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await new PostgreSqlServerProbe(endpoint, _settings).ProbeAsync(context, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            HealthCheck failed = DatabaseChecks.Failed(DatabaseChecks.Connect, PostgreSqlErrors.Silent(endpoint, limit));
            return new ProbeResult { Checks = [failed], Metrics = new PostgreSqlMetrics { Endpoint = endpoint.Name }, Error = failed.Message };
        }
    }
}
