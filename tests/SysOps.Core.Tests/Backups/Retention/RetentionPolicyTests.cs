using SysOps.Backups;
using SysOps.Backups.Retention;
using static SysOps.Core.Tests.Backups.Retention.RetentionLab;

namespace SysOps.Core.Tests.Backups.Retention;

public sealed class RetentionPolicyTests
{
    [Fact]
    public void The_newest_are_kept_and_each_says_every_reason()
    {
        RetentionCandidate[] backups = Daily(5);

        Assert.Equal(["d0", "d1", "d2"], Kept(backups, Rules(last: 2, daily: 3)));
        Assert.Equal(["the newest complete backup, as none is verified", "the newest", "last: 1 of 2", "daily: newest of 2026-11-25"], Reasons(backups, Rules(last: 2, daily: 3), "d0"));
        Assert.Equal(["daily: newest of 2026-11-23"], Reasons(backups, Rules(last: 2, daily: 3), "d2"));
        Assert.Equal(["no rule keeps it"], Reasons(backups, Rules(last: 2, daily: 3), "d3"));
    }

    [Fact]
    public void Of_each_period_the_newest_is_kept_and_empty_periods_do_not_count()
    {
        RetentionCandidate[] backups = [Backup("a", Now), Backup("b", Now.AddHours(-2)), Backup("c", Now.AddDays(-9)), Backup("d", Now.AddDays(-9).AddHours(-3)), Backup("e", Now.AddDays(-40)), Backup("f", Now.AddDays(-400))];

        Assert.Equal(["a", "c", "e"], Kept(backups, Rules(daily: 3)));
        Assert.Equal(["a", "b", "c"], Kept(backups, Rules(hourly: 3)));
        Assert.Equal(["a", "c"], Kept(backups, Rules(weekly: 2)));
        Assert.Equal(["a", "e"], Kept(backups, Rules(monthly: 2)));
        Assert.Equal(["a", "f"], Kept(backups, Rules(yearly: 2)));
    }

    [Fact]
    public void A_week_begins_on_monday_over_the_turn_of_a_year()
    {
        // Monday 2024-12-30 and Sunday 2025-01-05 are one week of ISO 8601; Sunday 2024-12-29 is the one before.
        RetentionCandidate[] backups = [Backup("sunday", new(2025, 1, 5, 23, 0, 0, TimeSpan.Zero)), Backup("monday", new(2024, 12, 30, 1, 0, 0, TimeSpan.Zero)), Backup("before", new(2024, 12, 29, 23, 0, 0, TimeSpan.Zero))];

        Assert.Equal(["sunday", "before"], Kept(backups, Rules(weekly: 2)));
    }

    [Fact]
    public void Days_begin_in_the_time_zone()
    {
        // 23:30 in UTC is half past midnight of the next day in Berlin.
        RetentionCandidate[] backups = [Backup("noon", new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)), Backup("night", new(2026, 1, 14, 23, 30, 0, TimeSpan.Zero)), Backup("evening", new(2026, 1, 14, 22, 30, 0, TimeSpan.Zero))];

        Assert.Equal(["noon", "night"], Kept(backups, Rules(daily: 2)));
        Assert.Equal(["noon", "evening"], Kept(backups, Rules(daily: 2, zone: Berlin)));
    }

    [Fact]
    public void The_hour_that_comes_twice_is_two_and_the_day_of_25_or_23_hours_is_one()
    {
        // The clock of Berlin went from 03:00 back to 02:00 on 2026-10-25 at 01:00 in UTC, and from 02:00 to 03:00 on 2026-03-29.
        RetentionCandidate[] autumn = [Backup("late", new(2026, 10, 25, 22, 30, 0, TimeSpan.Zero)), Backup("second", new(2026, 10, 25, 1, 30, 0, TimeSpan.Zero)), Backup("first", new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero)), Backup("early", new(2026, 10, 24, 22, 30, 0, TimeSpan.Zero)), Backup("eve", new(2026, 10, 24, 21, 30, 0, TimeSpan.Zero))];
        RetentionCandidate[] spring = [Backup("late", new(2026, 3, 29, 21, 30, 0, TimeSpan.Zero)), Backup("early", new(2026, 3, 28, 23, 30, 0, TimeSpan.Zero)), Backup("eve", new(2026, 3, 28, 22, 30, 0, TimeSpan.Zero))];

        Assert.Equal(["late", "second", "first"], Kept(autumn, Rules(hourly: 3, zone: Berlin)));
        Assert.Equal(["late", "eve"], Kept(autumn, Rules(daily: 2, zone: Berlin)));
        Assert.Equal(["late", "eve"], Kept(spring, Rules(daily: 2, zone: Berlin)));
    }

    [Fact]
    public void Within_counts_from_the_newest_so_that_none_goes_because_backups_stopped()
    {
        RetentionCandidate[] old = [Backup("a", Now.AddDays(-100)), Backup("b", Now.AddDays(-102)), Backup("c", Now.AddDays(-104))];

        Assert.Equal(["a", "b"], Kept(old, Rules(within: TimeSpan.FromDays(3))));
        Assert.Equal(["a", "b", "c"], Kept(old, Rules(within: TimeSpan.MaxValue)));
    }

    [Fact]
    public void A_partial_one_takes_no_place_of_a_complete_one()
    {
        RetentionCandidate[] backups = [Backup("p0", Now, BackupStatus.Partial), Backup("c0", Now.AddHours(-1)), Backup("p1", Now.AddDays(-1), BackupStatus.Partial), Backup("c2", Now.AddDays(-2))];

        Assert.Equal(["p0", "c0", "c2"], Kept(backups, Rules(last: 2)));
        Assert.Equal(["the newest"], Reasons(backups, Rules(last: 2), "p0"));
        Assert.Equal(["p0", "c0", "c2"], Kept(backups, Rules(daily: 2)));
        Assert.Equal(["p0", "c0", "p1", "c2"], Kept(backups, Rules(daily: 3)));
    }

    [Fact]
    public void The_last_verified_good_backup_stays_and_one_with_a_broken_chain_is_none()
    {
        RetentionCandidate[] backups = Daily(6);
        backups[2] = backups[2] with { Verified = true, ChainIntact = false };
        backups[3] = backups[3] with { Verified = true, Status = BackupStatus.Partial };
        backups[4] = backups[4] with { Verified = true };
        backups[5] = backups[5] with { Verified = true };

        Assert.Equal(["d0", "d4"], Kept(backups, Rules(last: 1)));
        Assert.Equal(["the last verified good backup"], Reasons(backups, Rules(last: 1), "d4"));
    }

    [Fact]
    public void What_a_kept_one_builds_on_stays_however_far_down()
    {
        RetentionCandidate[] backups = Daily(5);
        backups[0] = backups[0] with { Parent = "d2" };
        backups[2] = backups[2] with { Parent = "d4" };

        Assert.Equal(["d0", "d2", "d4"], Kept(backups, Rules(last: 1)));
        Assert.Equal(["parent of d0"], Reasons(backups, Rules(last: 1), "d2"));
        Assert.Equal(["parent of d2"], Reasons(backups, Rules(last: 1), "d4"));
    }

    [Fact]
    public void Pinned_ones_stay_and_those_of_an_interrupted_restore_and_damaged_ones()
    {
        RetentionCandidate[] backups = Daily(5);
        backups[1] = backups[1] with { Pinned = true };
        backups[2] = backups[2] with { InUse = true };
        backups[3] = backups[3] with { Status = BackupStatus.Damaged };

        Assert.Equal(["d0", "d1", "d2", "d3"], Kept(backups, Rules(last: 1)));
        Assert.Equal(["pinned"], Reasons(backups, Rules(last: 1), "d1"));
    }

    [Fact]
    public void A_damaged_newest_one_is_not_the_one_that_stays() =>
        Assert.Equal(["d0", "d1"], Kept([Backup("d0", Now, BackupStatus.Damaged), .. Daily(4)[1..]], Rules(last: 1)));

    [Fact]
    public void No_backups_are_no_decisions() => Assert.Empty(RetentionPolicy.Decide([], Rules(last: 1), Now));

    [Fact]
    public void While_a_backup_cannot_be_read_nothing_goes_that_it_may_build_on()
    {
        RetentionCandidate[] backups = Daily(4);
        backups[1] = backups[1] with { Status = BackupStatus.Damaged, Unreadable = true };
        HashSet<string> older = ["d2", "d3"];

        Assert.Equal(["d0", "d1", "d2", "d3"], Kept(backups, Rules(last: 1)));
        Assert.Equal(["perhaps the parent of d1, whose manifest cannot be read"], Reasons(backups, Rules(last: 1), "d3"));
        Assert.All(new NamedRemoval { Names = older, Explicit = older, Force = true }.Decide(backups, Now), decision => Assert.Equal(RetentionOutcome.Refused, decision.Outcome));

        older.Add("d1");
        Assert.All(new NamedRemoval { Names = older, Explicit = older }.Decide(backups, Now), decision => Assert.Equal(RetentionOutcome.Planned, decision.Outcome));
    }

    [Fact]
    public void What_backs_up_one_thing_takes_the_place_of_no_backup_of_another()
    {
        RetentionCandidate[] backups =
        [
            .. Enumerable.Range(0, 3).Select(day => Backup($"database{day}", Now.AddDays(-day)) with { Scopes = ["shop/Database"], Verified = true }),
            .. Enumerable.Range(3, 3).Select(day => Backup($"all{day}", Now.AddDays(-day)) with { Scopes = ["shop/Database", "shop/Workspaces"], Verified = true }),
            Backup("other", Now.AddDays(-9)) with { Scopes = ["blog/Database"] },
        ];

        Assert.Equal(["database0", "all3", "other"], Kept(backups, Rules(last: 1)));
        Assert.Equal(["database0", "database1", "all3", "all4", "other"], Kept(backups, Rules(daily: 2)));
        HashSet<string> named = ["all3"];
        Assert.All(new NamedRemoval { Names = named, Explicit = new HashSet<string>(), Force = true }.Decide(backups, Now), decision => Assert.Equal(RetentionOutcome.Refused, decision.Outcome));
    }

    [Fact]
    public void A_backup_of_the_future_takes_the_place_of_none()
    {
        RetentionCandidate[] backups = [Backup("future", Now.AddYears(73)), .. Daily(4)];

        Assert.Equal(["future", "d0", "d1", "d2"], Kept(backups, Rules(within: TimeSpan.FromDays(2))));
        Assert.Equal(["future", "d0", "d1"], Kept(backups, Rules(daily: 2)));
    }
}
