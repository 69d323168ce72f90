using SysOps.Backups;
using SysOps.Backups.Probing;
using SysOps.Backups.Repositories;
using SysOps.Health;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Backups;

namespace SysOps.Core.Tests.Backups.Probing;

public sealed class BackupProbeTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly string[] All = ["Database", "Workspaces", "Configuration"];

    private readonly BackupFolder _repository = new();

    private BackupSettings Settings => new() { Path = _repository.Path, MaxAge = TimeSpan.FromHours(26), Reserve = new SpaceReserve { Bytes = 1 } };

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_new_complete_backup_is_healthy_and_measured()
    {
        _repository.Add(Now.AddDays(-3), All);
        string newest = _repository.Add(Now.AddHours(-3), All);
        _repository.Verify(newest, Now.AddHours(-2));

        ComponentHealth health = await ProbeAsync();

        Assert.Equal((HealthStatus.Healthy, HealthCategory.Backup, "backups"), (health.Status, health.Category, health.Name));
        Assert.Matches("^3h 0m old, 2 backups, verified 2h 0m ago, .+ free$", health.Message);
        Assert.NotNull(health.Latency);
        BackupMetrics metrics = Assert.IsType<BackupMetrics>(health.Metrics);
        Assert.Equal((2, 0, newest, newest, BackupStatus.Complete), (metrics.BackupCount, metrics.DamagedCount, metrics.Newest, metrics.NewestComplete, metrics.NewestStatus));
        Assert.InRange(metrics.Age!.Value, TimeSpan.FromHours(3), TimeSpan.FromHours(3.2));
        Assert.Equal((Now.AddHours(-2).LocalDateTime, VerificationMethod.Full, null), (metrics.LastVerified!.Value, metrics.LastVerifiedBy!.Value, metrics.VerificationFailed));
        Assert.Equal(2L * 3 * (1536 << 10), metrics.StoredBytes);
        Assert.True(metrics.AvailableBytes > 0);
        Assert.InRange(health.Check("age").Value!.Value, 3 * 3600, 3.2 * 3600);
        Assert.Equal("critical above 93600 s", health.Check("age").Threshold);
    }

    [Fact]
    public async Task One_that_is_too_old_is_unhealthy_and_without_a_limit_it_is_not()
    {
        _repository.Add(Now.AddDays(-3), All);

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Matches("^The newest complete backup is 3d 0h old, and backups.maxAge is 1d2h.$", health.Message);
        Assert.Equal(AlertSeverity.Critical, Assert.Single(health.Alerts).Severity);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync(Settings with { MaxAge = null })).Status);
    }

    [Fact]
    public async Task No_backup_and_no_repository_are_unhealthy()
    {
        Assert.Equal((HealthStatus.Unhealthy, "There is no complete backup."), Brief(await ProbeAsync()));

        ComponentHealth missing = await ProbeAsync(Settings with { Path = _repository.Path + "/none" });

        Assert.Equal(HealthStatus.Unhealthy, missing.Status);
        Assert.StartsWith($"There is no backup: no repository is at '{_repository.Path}/none'. Check the path and that its volume is mounted", missing.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.Path + "/none"));
    }

    [Fact]
    public async Task A_repository_that_cannot_be_read_is_unhealthy_with_the_reason()
    {
        await File.WriteAllTextAsync(Path.Combine(_repository.Path, "repository.json"), "{", TestContext.Current.CancellationToken);

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("repository.json' is damaged", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partial_newest_one_degrades_and_does_not_count_for_the_age()
    {
        _repository.Add(Now.AddHours(-20), All);
        string partial = _repository.Add(Now.AddHours(-1), All, status: "Partial");

        ComponentHealth health = await ProbeAsync();

        Assert.Equal((HealthStatus.Degraded, $"The newest backup '{partial}' is partial: 1 files are not in it as they should be."), Brief(health));
        Assert.InRange(health.Check("age").Value!.Value, 20 * 3600, 20.2 * 3600);
        Assert.Equal(HealthStatus.Unhealthy, (await ProbeAsync(Settings with { MaxAge = TimeSpan.FromHours(2) })).Status);
    }

    [Fact]
    public async Task Damaged_ones_degrade_and_a_damaged_one_is_never_the_newest_complete()
    {
        string damaged = _repository.AddDamaged(Now.AddHours(-4));
        string complete = _repository.Add(Now.AddHours(-3), All);

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith($"1 of 2 backups: '{damaged}' is damaged: manifest.json is damaged at", health.Message, StringComparison.Ordinal);
        Assert.Equal((1, complete), (((BackupMetrics)health.Metrics!).DamagedCount, ((BackupMetrics)health.Metrics).NewestComplete));
        Assert.Equal((HealthStatus.Healthy, 1d), (health.Check("newest").Status, health.Check("damaged").Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backup_whose_parent_is_missing_or_another_one_is_none(bool missing)
    {
        string parent = _repository.Add(Now.AddHours(-9), All);
        string child = _repository.Add(Now.AddHours(-3), All, parent: parent);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync()).Status);
        string manifest = Path.Combine(_repository.Path, parent, "manifest.json");
        if (missing)
        {
            Directory.Delete(Path.GetDirectoryName(manifest)!, recursive: true);
        }
        else
        {
            await File.AppendAllTextAsync(manifest, "\n", TestContext.Current.CancellationToken);
        }

        ComponentHealth health = await ProbeAsync();

        Assert.Equal($"1 of {(missing ? "1 backup" : "2 backups")}: '{child}' builds on a backup that is missing or was replaced", health.Check("damaged").Message);
        Assert.Equal(missing ? (HealthStatus.Unhealthy, null) : (HealthStatus.Degraded, parent), (health.Status, ((BackupMetrics)health.Metrics!).NewestComplete));
    }

    [Fact]
    public async Task A_test_that_failed_degrades_until_a_later_one_passes()
    {
        string first = _repository.Add(Now.AddHours(-9), All);
        _repository.Add(Now.AddHours(-3), All);
        _repository.Verify(first, Now.AddHours(-8));
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync()).Status);
        _repository.Verify(first, Now.AddHours(-2), passed: false);

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith($"The last test of the backup '{first}', 2h 0m ago, found something", health.Message, StringComparison.Ordinal);
        Assert.Equal((Now.AddHours(-2).LocalDateTime, null), (((BackupMetrics)health.Metrics!).VerificationFailed!.Value, ((BackupMetrics)health.Metrics).LastVerified));

        _repository.Verify(first, Now.AddHours(-1), samplePercent: 5);
        Assert.Equal("A backup was found sound 1h 0m ago (Sample).", (await ProbeAsync()).Check("verification").Message);
    }

    [Fact]
    public async Task What_is_configured_must_each_be_in_a_backup_that_is_new_enough()
    {
        _repository.Add(Now.AddDays(-3), All);
        _repository.Add(Now.AddHours(-3), ["Workspaces", "Configuration"]);

        ComponentHealth health = await ProbeAsync(kinds: [BackupComponentKind.Database, BackupComponentKind.Workspaces]);

        Assert.Equal((HealthStatus.Unhealthy, "The newest complete backup of Database is 3d 0h old, and backups.maxAge is 1d2h."), Brief(health));
        _repository.Add(Now.AddHours(-2), ["Database"]);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync(kinds: [BackupComponentKind.Database, BackupComponentKind.Workspaces])).Status);
    }

    [Fact]
    public async Task One_from_the_future_degrades_as_its_age_says_nothing()
    {
        _repository.Add(Now.AddDays(2), All);

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("which is yet to come", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_space_for_the_next_one_degrades()
    {
        _repository.Add(Now.AddHours(-3), All);

        ComponentHealth health = await ProbeAsync(Settings with { Reserve = new SpaceReserve { Percent = 100 } });

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("are free for backups; the next one needs about", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_runs_does_not_hold_it_up_and_nothing_is_changed()
    {
        _repository.Add(Now.AddHours(-3), All);
        using RepositoryLock held = await RepositoryLock.TakeAsync(_repository.Path, new LockRequest { Mode = RepositoryLockMode.Exclusive, Operation = "New-SystemBackup" }, TestContext.Current.CancellationToken);
        string[] before = await TreeListing.WithChangeTimesAsync(_repository.Path);

        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync()).Status);
        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_repository.Path));
    }

    [Fact]
    public void Without_the_section_there_is_no_probe() =>
        Assert.Empty(BackupProbes.Create(new SystemSettings { Name = "shop" }));

    private Task<ComponentHealth> ProbeAsync(BackupSettings? settings = null, IReadOnlyList<BackupComponentKind>? kinds = null) => SysOps.Testing.Probing.RunAsync(new BackupProbe(settings ?? Settings, kinds ?? []));

    private static (HealthStatus Status, string Message) Brief(ComponentHealth health) => (health.Status, health.Message);
}
