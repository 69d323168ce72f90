using CsCheck;
using SysOps.Backups;
using SysOps.Backups.Retention;
using SysOps.Settings;
using static SysOps.Core.Tests.Backups.Retention.RetentionLab;

namespace SysOps.Core.Tests.Backups.Retention;

/// <summary>What holds of every repository and every rule.</summary>
public sealed class RetentionPropertyTests
{
    private static readonly Gen<(int Hours, BackupStatus Status, bool Verified, bool Pinned, bool Intact, int Parent)> One =
        Gen.Select(Gen.Int[0, 3000], Gen.Frequency((6, Gen.Const(BackupStatus.Complete)), (2, Gen.Const(BackupStatus.Partial)), (1, Gen.Const(BackupStatus.Damaged))), Gen.Frequency((1, Gen.Const(true)), (3, Gen.Const(false))), Gen.Frequency((1, Gen.Const(true)), (9, Gen.Const(false))), Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))), Gen.Int[-2, 4]);

    private static readonly Gen<RetentionCandidate[]> Repositories = One.Array[0, 30].Select(Build);

    private static readonly Gen<RetentionSettings> AnyRules =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 200], Gen.Bool.Select(utc => utc ? TimeZoneInfo.Utc : Berlin))
            .Select((last, hourly, daily, weekly, monthly, within, zone) => Rules(last, hourly, daily, weekly, monthly, within: within == 0 ? null : TimeSpan.FromHours(within), zone: zone));

    [Fact]
    public void The_last_verified_good_backup_is_never_removed() => Gen.Select(Repositories, AnyRules).Sample((backups, rules) =>
        backups.FirstOrDefault(backup => backup is { Verified: true, Status: BackupStatus.Complete, ChainIntact: true }) is not { } good || Kept(backups, rules).Contains(good.Name));

    [Fact]
    public void While_any_backup_is_usable_one_stays() => Gen.Select(Repositories, AnyRules).Sample((backups, rules) =>
        !backups.Any(backup => backup.IsUsable) || Kept(backups, rules).Any(name => backups.Single(backup => backup.Name == name).IsUsable));

    [Fact]
    public void No_parent_of_a_kept_one_is_removed() => Gen.Select(Repositories, AnyRules).Sample((backups, rules) =>
    {
        string[] kept = Kept(backups, rules);
        string[] all = [.. backups.Select(backup => backup.Name)];
        return backups.Where(backup => kept.Contains(backup.Name)).All(backup => backup.Parent is null || !all.Contains(backup.Parent) || kept.Contains(backup.Parent));
    });

    [Fact]
    public void A_second_run_removes_nothing() => Gen.Select(Repositories, AnyRules).Sample((backups, rules) =>
    {
        string[] kept = Kept(backups, rules);
        RetentionCandidate[] left = [.. backups.Where(backup => kept.Contains(backup.Name))];
        return Kept(left, rules).SequenceEqual(kept);
    });

    [Fact]
    public void Who_keeps_more_keeps_all_that_was_kept_before() => Gen.Select(Repositories, AnyRules, AnyRules).Sample((backups, rules, more) =>
    {
        RetentionSettings larger = rules with
        {
            Last = rules.Last + more.Last,
            Hourly = rules.Hourly + more.Hourly,
            Daily = rules.Daily + more.Daily,
            Weekly = rules.Weekly + more.Weekly,
            Monthly = rules.Monthly + more.Monthly,
            Within = rules.Within is null ? more.Within : rules.Within + (more.Within ?? TimeSpan.Zero),
        };
        return Kept(backups, rules).All(Kept(backups, larger).Contains);
    });

    [Fact]
    public void Each_backup_has_one_decision_with_a_reason() => Gen.Select(Repositories, AnyRules).Sample((backups, rules) =>
    {
        IReadOnlyList<BackupRetentionDecision> decisions = RetentionPolicy.Decide(backups, rules, Now);
        return decisions.Select(decision => decision.Name).SequenceEqual(backups.Select(backup => backup.Name)) && decisions.All(decision => decision.Reasons.Count > 0);
    });

    [Fact]
    public void Whatever_is_named_no_parent_goes_before_its_child() => Gen.Select(Repositories, Gen.Bool.Array[30], Gen.Bool).Sample((backups, chosen, force) =>
    {
        HashSet<string> names = [.. backups.Where((_, index) => chosen[index]).Select(backup => backup.Name)];
        string[] removed = [.. new NamedRemoval { Names = names, Explicit = names, Force = force }.Decide(backups, Now).Where(decision => decision.Decision is RetentionVerdict.Remove).Select(decision => decision.Name)];
        return removed.All(names.Contains) && backups.Where(backup => !removed.Contains(backup.Name)).All(backup => backup.Parent is null || !removed.Contains(backup.Parent));
    });

    // A parent is older, and by its position always lies behind its child; a damaged one tells of none.
    private static RetentionCandidate[] Build((int Hours, BackupStatus Status, bool Verified, bool Pinned, bool Intact, int Parent)[] all)
    {
        RetentionCandidate[] backups = new RetentionCandidate[all.Length];
        for (int index = 0; index < all.Length; index++)
        {
            (int hours, BackupStatus status, bool verified, bool pinned, bool intact, int distance) = all[index];
            int parent = index + distance;
            backups[index] = Backup($"b{index}", Now.AddHours(-hours), status) with
            {
                Verified = verified,
                Pinned = pinned,
                ChainIntact = intact,
                Parent = distance > 0 && parent < all.Length && status is not BackupStatus.Damaged ? $"b{parent}" : null,
            };
        }

        return backups;
    }
}
