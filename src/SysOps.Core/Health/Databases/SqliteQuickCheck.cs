using SysOps.Servers.Sqlite;

namespace SysOps.Health.Databases;

/// <summary>Runs PRAGMA quick_check once a day within what is left of the time; one that does not come to its end says nothing about the database.</summary>
internal static class SqliteQuickCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    public static HealthCheck Run(SqliteSession session, ProbeContext context, string stateFolder)
    {
        try
        {
            var memory = new QuickCheckMemory(stateFolder, session.Path);
            QuickCheckResult? last = memory.Read();
            DateTimeOffset now = context.Clock.GetUtcNow();
            if (last is null || now - last.Time >= Interval)
            {
                context.Step = $"checking '{session.Path}'";
                using var limit = new CancellationTokenSource(context.Remaining, context.Clock);
                if (session.TryScalar("PRAGMA quick_check(1)", out string? result, limit.Token))
                {
                    last = new QuickCheckResult(now, result ?? "");
                    memory.Write(last);
                }
            }

            return Judge(last);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Judgement.Unreadable("quickcheck", $"The result of quick_check cannot be kept: {exception.Message}");
        }
    }

    public static HealthCheck Judge(QuickCheckResult? last) => last switch
    {
        null => Judgement.Unreadable("quickcheck", "quick_check does not come to its end within the time limit; give database.timeout more."),
        { IsSound: true } => new HealthCheck { Name = "quickcheck", Status = HealthStatus.Healthy, Message = $"quick_check was ok at {last.Time.LocalDateTime:s}" },
        _ => new HealthCheck { Name = "quickcheck", Status = HealthStatus.Unhealthy, Message = $"quick_check found damage at {last.Time.LocalDateTime:s}: {last.Result}. Restore from a backup" },
    };
}
