using SysOps.Servers.Sqlite;
using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>Runs PRAGMA quick_check once a day within what is left of the time; one that does not come to its end says nothing about the database.</summary>
internal static class SqliteQuickCheck
{
    private const string Name = "quickcheck";

    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    // One that did not come to its end read the file for nothing: not again at every look.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromHours(1);

    public static HealthCheck Run(SqliteSession session, ProbeContext context, DatabaseSettings settings, string stateFolder)
    {
        try
        {
            var memory = new QuickCheckMemory(stateFolder, session.Path);
            QuickCheckState? state = memory.Read();
            DateTimeOffset now = context.Clock.GetUtcNow();
            if (IsDue(state, now))
            {
                context.Step = $"checking '{session.Path}'";
                using var limit = new CancellationTokenSource(context.Remaining, context.Clock);
                state = new QuickCheckState(now, session.TryScalar("PRAGMA quick_check(1)", out string? result, limit.Token) ? new QuickCheckResult(now, result ?? "") : state?.Last);
                memory.Write(state);
            }

            return Judge(state?.Last, settings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return DatabaseChecks.Unreadable(Name, $"The result of quick_check cannot be kept: {exception.Message}", settings);
        }
        catch (SysOpsException exception) when (exception.Kind is ErrorKind.Timeout)
        {
            return DatabaseChecks.Unreadable(Name, $"quick_check could not begin: {exception.Message}", settings);
        }
        catch (SysOpsException exception)
        {
            return new HealthCheck { Name = Name, Status = HealthStatus.Unhealthy, Message = $"quick_check failed: {exception.Message} {exception.Remedy}" };
        }
    }

    public static bool IsDue(QuickCheckState? state, DateTimeOffset now) =>
        state is null || ((state.Last is null || now - state.Last.Time >= Interval) && now - state.Begun >= RetryInterval);

    private static HealthCheck Judge(QuickCheckResult? last, DatabaseSettings settings) => last switch
    {
        null => DatabaseChecks.Unreadable(Name, "quick_check does not come to its end within the time limit; give database.timeout more.", settings),
        { IsSound: true } => new HealthCheck { Name = Name, Status = HealthStatus.Healthy, Message = $"quick_check was ok at {last.Time.LocalDateTime:s}" },
        _ => new HealthCheck { Name = Name, Status = HealthStatus.Unhealthy, Message = $"quick_check found damage at {last.Time.LocalDateTime:s}: {last.Result}. Restore from a backup" },
    };
}
