using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;

namespace SysOps.Core.Tests.Health.Databases;

/// <summary>The limits that hold when none is configured: at the limit all is well, beyond it it is not.</summary>
public sealed class PostgreSqlRuleTests
{
    private static readonly PostgreSqlMetrics Sound = new() { Endpoint = "db:5432/app", SeesAllSessions = true, ConnectionsPercent = 10, BlockedSessions = 0, TransactionIdsUsedPercent = 5, MultixactsUsedPercent = 5 };

    public static TheoryData<string, PostgreSqlMetrics, HealthStatus> Figures => new()
    {
        { "connections.used", Sound with { ConnectionsPercent = 90 }, HealthStatus.Healthy },
        { "connections.used", Sound with { ConnectionsPercent = 91 }, HealthStatus.Degraded },
        { "connections.used", Sound with { ConnectionsPercent = 96 }, HealthStatus.Unhealthy },
        { "sessions.blocked", Sound with { BlockedSessions = 5 }, HealthStatus.Healthy },
        { "sessions.blocked", Sound with { BlockedSessions = 6 }, HealthStatus.Degraded },
        { "wraparound.transactions", Sound with { TransactionIdsUsedPercent = 40 }, HealthStatus.Healthy },
        { "wraparound.transactions", Sound with { TransactionIdsUsedPercent = 41 }, HealthStatus.Degraded },
        { "wraparound.multixacts", Sound with { MultixactsUsedPercent = 76 }, HealthStatus.Unhealthy },
        { "deadlocks", Sound with { Deadlocks = 900 }, HealthStatus.Healthy },
        { "deadlocks", Sound with { Deadlocks = 900, NewDeadlocks = 1 }, HealthStatus.Degraded },
        { "prepared.oldest", Sound with { PreparedTransactions = 1, OldestPreparedTransaction = TimeSpan.FromMinutes(5) }, HealthStatus.Healthy },
        { "prepared.oldest", Sound with { PreparedTransactions = 1, OldestPreparedTransaction = TimeSpan.FromMinutes(6) }, HealthStatus.Degraded },
        { "prepared.oldest", Sound with { PreparedTransactions = 1, OldestPreparedTransaction = TimeSpan.FromMinutes(61) }, HealthStatus.Unhealthy },
        { "slots.retained", Sound with { InactiveSlots = 1, RetainedWalBytes = 1L << 30 }, HealthStatus.Healthy },
        { "slots.retained", Sound with { InactiveSlots = 1, RetainedWalBytes = (1L << 30) + 1 }, HealthStatus.Degraded },
        { "slots.retained", Sound with { InactiveSlots = 1, RetainedWalBytes = (10L << 30) + 1 }, HealthStatus.Unhealthy },
        { "transactions.oldest", Sound with { OldestTransaction = TimeSpan.FromMinutes(15) }, HealthStatus.Healthy },
        { "transactions.oldest", Sound with { OldestTransaction = TimeSpan.FromMinutes(16) }, HealthStatus.Degraded },
        { "transactions.oldest", Sound with { OldestTransaction = TimeSpan.FromMinutes(61) }, HealthStatus.Unhealthy },
        { "transactions.oldest", Sound with { SeesAllSessions = false }, HealthStatus.Unknown },
        { "replication.lag", Sound with { ReplicationLag = TimeSpan.FromMinutes(1) }, HealthStatus.Healthy },
        { "replication.lag", Sound with { ReplicationLag = TimeSpan.FromMinutes(2) }, HealthStatus.Degraded },
        { "replication.lag", Sound with { ReplicationLag = TimeSpan.FromMinutes(11) }, HealthStatus.Unhealthy },
        { "replication.receiver", Sound with { IsReceiving = false }, HealthStatus.Degraded },
        { "checksums", Sound with { ChecksumFailures = 0 }, HealthStatus.Healthy },
        { "checksums", Sound with { ChecksumFailures = 1 }, HealthStatus.Unhealthy },
        { "archiving", Sound with { ArchivingFails = true }, HealthStatus.Unhealthy },
        { "indexes.invalid", Sound with { InvalidIndexes = ["broken"] }, HealthStatus.Degraded },
        { "buffers.hit", Sound with { BufferHitPercent = 1 }, HealthStatus.Healthy },
    };

    [Theory]
    [MemberData(nameof(Figures), DisableDiscoveryEnumeration = true)]
    public void A_figure_is_judged_by_its_default_limit(string check, PostgreSqlMetrics metrics, HealthStatus expected)
    {
        IReadOnlyList<HealthCheck> checks = PostgreSqlRule.Judge(metrics, Settings, "reader");

        Assert.Equal(expected, Assert.Single(checks, found => found.Name == check).Status);
        Assert.All(checks, found => Assert.True(found.Name == check || found.Status is HealthStatus.Healthy, $"{found.Name}: {found.Message}"));
    }

    [Fact]
    public void Connecting_and_querying_may_take_a_second_and_a_volume_be_full_to_nine_tenths()
    {
        DatabaseThresholds limits = Settings.Thresholds;

        Assert.Equal((1, 1, 90), (limits.Connect.Warning, limits.Query.Warning, limits.Disk.Critical));
        Assert.Equal(HealthStatus.Healthy, Judgement.High("query", 1, Units.Seconds, limits.Query, "").Status);
        Assert.Equal(HealthStatus.Degraded, Judgement.High("query", 1.001, Units.Seconds, limits.Query, "").Status);
    }

    [Fact]
    public void What_does_not_apply_makes_no_check()
    {
        string[] names = [.. PostgreSqlRule.Judge(Sound, Settings, "reader").Select(check => check.Name)];

        Assert.DoesNotContain(names, name => name is "replication.lag" or "replication.receiver" or "checksums" or "archiving" or "indexes.invalid" or "buffers.hit");
    }

    private static DatabaseSettings Settings => new() { ConnectionString = new SensitiveText("Host=db"), BaseFolder = "/" };
}
