using Microsoft.Data.Sqlite;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Databases;

public sealed class SqliteQuickCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();

    public SqliteQuickCheckTests() =>
        Execute("CREATE TABLE t (v TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT hex(randomblob(100)) FROM n; CREATE INDEX ti ON t (v)");

    private string DatabasePath => Path.Combine(_folder.Path, "app.db");

    private string StatePath => Path.Combine(_folder.Path, "state");

    private DatabaseSettings Settings => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = new SensitiveText("Data Source=app.db"), BaseFolder = _folder.Path, QuickCheck = QuickCheckSchedule.Daily };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_checked_unless_it_is_asked_for()
    {
        ProbeResult result = await ProbeAsync(Settings with { QuickCheck = QuickCheckSchedule.Off });

        Assert.DoesNotContain(result.Checks, check => check.Name == "quickcheck");
        Assert.False(Directory.Exists(StatePath));
    }

    [Fact]
    public async Task A_sound_database_is_checked_once_a_day()
    {
        HealthCheck first = await CheckAsync();
        await SpoilAsync();
        _clock.Now += TimeSpan.FromHours(23);
        HealthCheck same = await CheckAsync();
        _clock.Now += TimeSpan.FromHours(2);
        HealthCheck next = await CheckAsync();

        Assert.Equal(HealthStatus.Healthy, first.Status);
        Assert.Equal((HealthStatus.Healthy, first.Message), (same.Status, same.Message));
        Assert.Equal(HealthStatus.Unhealthy, next.Status);
        Assert.Contains("found damage", next.Message, StringComparison.Ordinal);
        string memory = Assert.Single(Directory.GetFiles(StatePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(memory));
    }

    [Fact]
    public async Task One_that_does_not_come_to_its_end_leaves_the_last_result_and_is_not_tried_at_once_again()
    {
        _clock.TimersFireAtOnce = true;
        ProbeResult never = await ProbeAsync(Settings);
        ProbeResult required = await ProbeAsync(Settings with { RequiredChecks = ["quickcheck"] });
        _clock.TimersFireAtOnce = false;
        HealthCheck soon = await CheckAsync();
        _clock.Now += TimeSpan.FromHours(1);
        HealthCheck later = await CheckAsync();
        _clock.Now += TimeSpan.FromHours(25);
        _clock.TimersFireAtOnce = true;
        HealthCheck kept = await CheckAsync();

        Assert.Equal(HealthStatus.Unknown, Assert.Single(never.Checks, check => check.Name == "quickcheck").Status);
        Assert.Equal(HealthStatus.Healthy, ComponentVerdict.StatusOf(never.Checks));
        Assert.Equal(HealthStatus.Unknown, ComponentVerdict.StatusOf(required.Checks));
        Assert.Equal(HealthStatus.Unknown, soon.Status);
        Assert.Equal(HealthStatus.Healthy, later.Status);
        Assert.Equal((HealthStatus.Healthy, later.Message), (kept.Status, kept.Message));
    }

    [Fact]
    public async Task A_result_that_cannot_be_kept_says_so_and_hides_nothing_else()
    {
        await File.WriteAllTextAsync(StatePath, "a file in the place of the folder", TestContext.Current.CancellationToken);

        ProbeResult result = await ProbeAsync(Settings);

        Assert.Equal(HealthStatus.Healthy, ComponentVerdict.StatusOf(result.Checks));
        Assert.Contains("cannot be kept", Assert.Single(result.Checks, check => check.Name == "quickcheck").Message, StringComparison.Ordinal);
    }

    private async Task<HealthCheck> CheckAsync() => Assert.Single((await ProbeAsync(Settings)).Checks, check => check.Name == "quickcheck");

    private Task<ProbeResult> ProbeAsync(DatabaseSettings settings) =>
        new SqliteProbe(settings, StatePath).ProbeAsync(new ProbeContext(new SecretResolver(new Redactor()), TimeSpan.FromSeconds(30), _clock), TestContext.Current.CancellationToken);

    private async Task SpoilAsync()
    {
        byte[] content = await File.ReadAllBytesAsync(DatabasePath);
        content.AsSpan(content.Length - 12000, 4096).Fill(0x5A);
        await File.WriteAllBytesAsync(DatabasePath, content);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class MovableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public bool TimersFireAtOnce { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (TimersFireAtOnce)
            {
                callback(state);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
