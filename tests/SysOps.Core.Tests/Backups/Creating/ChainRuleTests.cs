using System.Globalization;
using System.Text.Json;
using SysOps.Backups;
using SysOps.Backups.Components;
using SysOps.Backups.Creating;
using SysOps.Backups.Manifests;

namespace SysOps.Core.Tests.Backups.Creating;

public sealed class ChainRuleTests
{
    private const string Root = "/srv/workspaces";

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_backup_is_a_full_one() => AssertFull([], "no usable backup");

    [Fact]
    public void The_parent_is_the_one_with_the_highest_number_whatever_the_clocks_say()
    {
        BackupManifest[] some = [Full(1), Full(7) with { Created = Start.AddDays(-3) }, Full(3) with { Created = Start.AddDays(3) }];
        Assert.Equal("backup-7", Decide(some).Parent!.Name);
    }

    [Fact]
    public void A_partial_backup_is_built_on() => Assert.Equal("backup-2", Decide([Full(1), Next(2) with { Status = BackupStatus.Partial }]).Parent!.Name);

    [Fact]
    public void Backups_of_other_workspaces_or_of_none_or_of_another_version_are_passed_over()
    {
        BackupManifest[] some = [Full(1), Full(2, root: "/elsewhere"), Full(3) with { Components = [] }, Full(4, started: null), Full(5, version: 2), Full(6) with { Status = BackupStatus.Damaged }];
        Assert.Equal("backup-1", Decide(some).Parent!.Name);
    }

    [Fact]
    public void A_chain_with_a_missing_link_is_passed_over()
    {
        Assert.Equal("backup-1", Decide([Full(1), Next(3)]).Parent!.Name);
        Assert.Equal("backup-1", Decide([Full(1), Next(2, parent: 2), Next(4, parent: 5), Next(5, parent: 4)]).Parent!.Name);
    }

    [Fact]
    public void The_chain_goes_from_the_parent_to_the_full_one() => Assert.Equal(["backup-3", "backup-2", "backup-1"], Decide([Next(2), Full(1), Next(3)]).Chain.Select(link => link.Name));

    [Fact]
    public void A_full_one_is_made_when_it_is_asked_for() => AssertFull([Full(1)], "asked for", new ChainSettings { Full = true });

    [Fact]
    public void A_chain_ends_when_its_full_backup_is_old_enough()
    {
        Assert.Equal("backup-2", Decide([Full(1), Next(2)], now: Start.AddDays(7).AddTicks(-1)).Parent!.Name);
        AssertFull([Full(1), Next(2)], "'backup-1', is older than 7 days", now: Start.AddDays(7));
    }

    [Fact]
    public void A_chain_ends_when_it_is_long_enough()
    {
        Assert.Equal("backup-29", Decide([Full(1), .. Enumerable.Range(2, 28).Select(number => Next(number, stored: 1))]).Parent!.Name);
        AssertFull([Full(1), .. Enumerable.Range(2, 29).Select(number => Next(number, stored: 1))], "30 backups");
    }

    [Fact]
    public void A_chain_ends_when_it_stores_more_than_twice_its_full_backup()
    {
        Assert.Equal("backup-3", Decide([Full(1), Next(2, stored: 60), Next(3, stored: 40)]).Parent!.Name);
        AssertFull([Full(1), Next(2, stored: 60), Next(3, stored: 41)], "2 times");
    }

    private static ChainDecision Decide(BackupManifest[] candidates, ChainSettings? settings = null, DateTimeOffset? now = null) =>
        ChainRule.Decide(candidates, Root, settings ?? new ChainSettings(), now ?? Start.AddDays(1));

    private static void AssertFull(BackupManifest[] candidates, string reason, ChainSettings? settings = null, DateTimeOffset? now = null)
    {
        ChainDecision decision = Decide(candidates, settings, now);
        Assert.Null(decision.Parent);
        Assert.Contains(reason, decision.Reason, StringComparison.Ordinal);
    }

    private static BackupManifest Next(int number, int? parent = null, long stored = 1) => Full(number, stored: stored) with
    {
        Parent = new ManifestParent { Name = $"backup-{parent ?? number - 1}", ManifestSha256 = new string('0', 64) },
        ChainLength = number,
    };

    private static BackupManifest Full(int number, string root = Root, string? started = "1700000000.5", int version = TreeFacts.CurrentVersion, long stored = 100) => new()
    {
        FormatVersion = BackupManifest.CurrentVersion,
        Id = Guid.NewGuid(),
        Name = string.Create(CultureInfo.InvariantCulture, $"backup-{number}"),
        Sequence = number,
        Status = BackupStatus.Complete,
        Created = Start,
        Duration = TimeSpan.FromMinutes(1),
        Host = "host",
        SystemName = "shop",
        Consistency = BackupConsistency.DatabaseFirst,
        ChainLength = 1,
        Tools = new Dictionary<string, string>(StringComparer.Ordinal),
        Components = [Workspaces(new TreeFacts { Root = root, Excludes = [], Entries = new Dictionary<string, long>(StringComparer.Ordinal), ProblemCount = 0, Started = started, Version = version }, stored)],
        Files = [],
        Warnings = [],
        Problems = [],
    };

    private static ManifestComponent Workspaces(TreeFacts facts, long stored) => new()
    {
        Name = "workspaces",
        Kind = BackupComponentKind.Workspaces,
        Status = BackupStatus.Complete,
        SizeBytes = 1000,
        StoredBytes = stored,
        FileCount = 1,
        Started = Start,
        Finished = Start,
        Files = [],
        Facts = JsonSerializer.SerializeToElement(facts, ComponentJson.Default.TreeFacts),
    };
}
