using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Core.Tests.Health;

public sealed class ComponentVerdictTests
{
    [Fact]
    public void An_optional_check_that_is_unknown_counts_only_when_it_is_required()
    {
        HealthCheck optional = Judgement.Unreadable("x", "no grant");

        Assert.Equal(HealthStatus.Healthy, ComponentVerdict.StatusOf([optional]));
        Assert.Equal(HealthStatus.Unknown, ComponentVerdict.StatusOf([optional with { Required = true }]));
        Assert.Empty(ComponentVerdict.AlertsOf("c", [optional]));
    }

    [Theory]
    [InlineData(80, HealthStatus.Healthy, null)]
    [InlineData(80.1, HealthStatus.Degraded, 80.0)]
    [InlineData(95.1, HealthStatus.Unhealthy, 95.0)]
    public void A_value_above_a_limit_is_judged_by_the_worst_limit_it_passes(double value, HealthStatus expected, double? limit)
    {
        HealthCheck check = Judgement.High("used", value, Units.Percent, new Threshold(80, 95), "m");

        Assert.Equal((expected, limit), (check.Status, check.ExceededLimit));
        Assert.Equal("warning above 80 %, critical above 95 %", check.Threshold);
    }

    [Fact]
    public void The_worst_check_decides_and_gives_its_message()
    {
        HealthCheck[] checks =
        [
            new HealthCheck { Name = "a", Status = HealthStatus.Degraded, Message = "slow" },
            new HealthCheck { Name = "b", Status = HealthStatus.Unhealthy, Message = "down" },
            Judgement.Unreadable("c", "no grant"),
        ];

        Assert.Equal(HealthStatus.Unhealthy, ComponentVerdict.StatusOf(checks));
        Assert.Equal("down", ComponentVerdict.MessageOf(new ProbeResult { Checks = checks, Message = "all is well" }));
        Assert.Equal([("b", AlertSeverity.Critical), ("a", AlertSeverity.Warning)], ComponentVerdict.AlertsOf("c", checks).Select(alert => (alert.Type, alert.Severity)));
    }
}
