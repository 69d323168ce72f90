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
        ProbeResult[] results = await Task.WhenAll(endpoints.Select(endpoint => new PostgreSqlServerProbe(endpoint, _settings).ProbeAsync(context, cancellationToken))).ConfigureAwait(false);
        return results.Length == 1 ? results[0] : MultipleServers.Combine([.. endpoints.Select(endpoint => endpoint.Name)], results);
    }
}
