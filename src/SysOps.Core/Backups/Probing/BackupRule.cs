using System.Globalization;
using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Backups.Probing;

/// <summary>The pure rule from what a repository holds to the checks of the component <c>backups</c>.</summary>
internal static class BackupRule
{
    public const string AgeCheck = "age";

    // Clocks of two machines differ by less.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<HealthCheck> Judge(BackupFacts facts, BackupSettings settings, DateTimeOffset now) =>
        [Age(facts, settings.MaxAge, now), .. Newest(facts), Damaged(facts), Verification(facts, now), Space(facts, settings.Reserve)];

    /// <summary>One line about backups that are as they should be.</summary>
    public static string Describe(BackupMetrics metrics, DateTimeOffset now)
    {
        string verified = metrics.LastVerified is { } time ? $"verified {Ago(time, now)} ago" : "none verified";
        return $"{(metrics.Age is { } age ? $"{Duration.Describe(age)} old, " : "")}{Count(metrics.BackupCount)}, {verified}{(metrics.AvailableBytes is { } bytes ? $", {Size.Format(bytes)} free" : "")}";
    }

    private static HealthCheck Age(BackupFacts facts, TimeSpan? limit, DateTimeOffset now)
    {
        (BackupComponentKind? kind, SystemBackup? backup) = facts.Weakest;
        string which = kind is null || facts.NewestComplete.All(one => one.Backup?.Name == backup?.Name) ? "complete backup" : $"complete backup of {kind}";
        if (backup is null)
        {
            return new HealthCheck { Name = AgeCheck, Status = HealthStatus.Unhealthy, Message = $"There is no {which}.", Required = true };
        }

        TimeSpan age = BackupFacts.AgeOf(backup, now);
        if (age < -ClockDifference)
        {
            string begun = backup.Created.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            return new HealthCheck { Name = AgeCheck, Status = HealthStatus.Degraded, Message = $"The newest {which} was begun at {begun} UTC, which is yet to come: a clock is or was wrong." };
        }

        age = age < TimeSpan.Zero ? TimeSpan.Zero : age;
        string message = $"The newest {which} is {Duration.Describe(age)} old{(age > limit ? $", and backups.maxAge is {Duration.Format(limit.Value)}" : "")}.";
        return Judgement.High(AgeCheck, age.TotalSeconds, Units.Seconds, limit is { } most ? new Threshold(Critical: most.TotalSeconds) : null, message);
    }

    private static IEnumerable<HealthCheck> Newest(BackupFacts facts)
    {
        if (facts.Newest is { } newest)
        {
            string text = newest.Status switch
            {
                BackupStatus.Partial => $"partial: {newest.Problems.Count} files are not in it as they should be",
                BackupStatus.Damaged => "damaged",
                _ => "complete",
            };
            yield return new HealthCheck { Name = "newest", Status = newest.Status is BackupStatus.Complete ? HealthStatus.Healthy : HealthStatus.Degraded, Message = $"The newest backup '{newest.Name}' is {text}." };
        }
    }

    private static HealthCheck Damaged(BackupFacts facts)
    {
        string message = facts.Damaged.Count == 0
            ? "No backup is damaged, as far as manifests tell."
            : $"{facts.Damaged.Count} of {Count(facts.NewestFirst.Count)}: '{facts.Damaged[0].Name}' {(facts.Damaged[0].Reason is { } reason ? $"is damaged: {reason}" : "builds on a backup that is missing or was replaced")}";
        return Judgement.High("damaged", facts.Damaged.Count, Units.Count, new Threshold(Warning: 0), message);
    }

    private static HealthCheck Verification(BackupFacts facts, DateTimeOffset now)
    {
        DateTime? last = facts.LastVerified?.Verified;
        string message = facts.LastFailed is { } failed ? $"The last test of the backup '{failed.Name}', {Ago(failed.VerificationFailed!.Value, now)} ago, found something: run Test-SystemBackup, and remove it when it is not sound."
            : last is { } time ? $"A backup was found sound {Ago(time, now)} ago ({facts.LastVerified!.VerifiedBy})."
            : "No backup was tested yet: Test-SystemBackup does.";
        return new HealthCheck
        {
            Name = "verification",
            Status = facts.LastFailed is null ? HealthStatus.Healthy : HealthStatus.Degraded,
            Value = last is { } verified ? Math.Max(0, (now - new DateTimeOffset(verified)).TotalSeconds) : null,
            Unit = Units.Seconds,
            Message = message,
        };
    }

    // The next backup is refused when it would touch the reserve; it takes about what the last one did.
    private static HealthCheck Space(BackupFacts facts, SpaceReserve reserve)
    {
        long next = facts.NewestComplete.Select(one => one.Backup?.StoredBytes ?? 0).Max();
        long needed = reserve.Of(facts.Space.Total) + next;
        string message = $"{Size.Format(facts.Space.Available)} are free for backups{(facts.Space.Available < needed ? $"; the next one needs about {Size.Format(needed)} with backups.reserve" : "")}.";
        return Judgement.Low("space", facts.Space.Available, Units.Bytes, new Threshold(Warning: needed), message);
    }

    private static string Count(int backups) => backups == 1 ? "1 backup" : string.Create(CultureInfo.InvariantCulture, $"{backups} backups");

    private static string Ago(DateTime time, DateTimeOffset now)
    {
        TimeSpan ago = now - new DateTimeOffset(time);
        return Duration.Describe(ago < TimeSpan.Zero ? TimeSpan.Zero : ago);
    }
}
