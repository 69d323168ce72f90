using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class RemoveSystemBackupTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly string[] Kinds = ["Workspaces"];

    private readonly TemporaryFolder _folder = new();
    private readonly BackupFolder _repository = new();
    private readonly ModuleSession _session = new();
    private readonly string _full;
    private readonly string _child;
    private readonly string _verified;
    private readonly string _damaged;
    private readonly string _newest;

    public RemoveSystemBackupTests()
    {
        _full = _repository.Add(Now.AddDays(-9), Kinds);
        _child = _repository.Add(Now.AddDays(-8), Kinds, tags: ["trial"], parent: _full);
        _verified = _repository.Add(Now.AddDays(-7), Kinds);
        _damaged = _repository.AddDamaged(Now.AddDays(-6));
        _newest = _repository.Add(Now.AddDays(-5), Kinds);
        _repository.Verify(_verified, Now.AddDays(-7));
    }

    public void Dispose()
    {
        _session.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_if_writes_the_decisions_of_the_real_run_and_changes_nothing()
    {
        string[] before = await TreeListing.OfAsync(_repository.Path);

        SessionResult planned = Run("Remove-SystemBackup -Repository $Repository -KeepLast 1 -WhatIf").ThrowIfFailed();

        Assert.Equal(before, await TreeListing.OfAsync(_repository.Path));
        Assert.All(Texts(planned, "Outcome"), outcome => Assert.Equal("Planned", outcome));
        SessionResult real = Run("Remove-SystemBackup -Repository $Repository -KeepLast 1 -Confirm:$false").ThrowIfFailed();
        Assert.Equal(Texts(planned, "Name"), Texts(real, "Name"));
        Assert.Equal(Texts(planned, "Decision"), Texts(real, "Decision"));
        Assert.Equal(Texts(planned, "Reasons"), Texts(real, "Reasons"));
        Assert.Equal(["Kept", "Kept", "Kept", "Removed", "Removed"], Texts(real, "Outcome"));
        Assert.Equal([_newest, _damaged, _verified], Left());
    }

    [Fact]
    public void What_if_with_nothing_to_remove_leaves_the_remains_of_dead_runs_too()
    {
        string remains = Directory.CreateDirectory(Path.Combine(_repository.Path, ".20200101T000000.000Z-0000.partial")).FullName;

        Run("Remove-SystemBackup -Repository $Repository -KeepLast 9 -WhatIf; $WhatIfPreference = $true; Remove-SystemBackup -Repository $Repository -KeepLast 9").ThrowIfFailed();

        Assert.True(Directory.Exists(remains));
        Run("Remove-SystemBackup -Repository $Repository -KeepLast 9 -Confirm:$false").ThrowIfFailed();
        Assert.False(Directory.Exists(remains));
    }

    [Fact]
    public void The_rules_of_the_configuration_hold_and_a_parameter_takes_the_place_of_one()
    {
        string path = _folder.Write("sysops.json", $$"""{ "backups": { "path": "{{_repository.Path}}", "retention": { "last": 3, "timeZone": "UTC" } } }""");

        Assert.Equal(["Keep", "Keep", "Keep", "Keep", "Keep"], Texts(_session.Run("param($Path) Remove-SystemBackup -Retention -ConfigurationPath $Path -WhatIf", ("Path", path)), "Decision"));
        Assert.Equal(["Keep", "Keep", "Keep", "Remove", "Remove"], Texts(_session.Run("param($Path) Remove-SystemBackup -Retention -KeepLast 0 -KeepWithin 2d -ConfigurationPath $Path -WhatIf", ("Path", path)), "Decision"));
    }

    [Fact]
    public void A_backup_whose_verifications_are_damaged_may_be_the_last_good_one_and_goes_only_by_its_name_with_force()
    {
        string notes = Path.Combine(_repository.Path, _verified, "verification.jsonl");
        File.WriteAllText(notes, File.ReadAllText(notes)[..^2]);

        SessionResult decided = Run("Remove-SystemBackup -Repository $Repository -KeepLast 1 -Confirm:$false").ThrowIfFailed();

        Assert.Equal([_newest, _damaged, _verified], Left());
        Assert.Contains("its verifications are damaged, and may say that it is the last verified good backup", string.Join('\n', Texts(decided, "Reasons")), StringComparison.Ordinal);
        Fails($"Remove-SystemBackup {_verified} -Repository $Repository -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _verified);
        Fails($"Remove-SystemBackup {_verified[..^1]}? -Repository $Repository -Force -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _verified);
        Assert.Equal([_newest, _damaged, _verified], Left());
        Run($"Remove-SystemBackup {_verified} -Repository $Repository -Force -Confirm:$false").ThrowIfFailed();
        Assert.Equal([_newest, _damaged], Left());
    }

    [Fact]
    public void Without_a_rule_nothing_is_removed()
    {
        Fails("Remove-SystemBackup -KeepLast 0 -Repository $Repository -Confirm:$false", "BackupRetentionEmpty", ErrorCategory.InvalidArgument, "backups.retention");
        Assert.Equal(5, Left().Length);
    }

    [Fact]
    public void By_name_a_parent_goes_only_with_its_children()
    {
        Fails("Remove-SystemBackup $Full -Force -Repository $Repository -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _full);
        Assert.Equal(5, Left().Length);

        SessionResult result = Run("Remove-SystemBackup $Full, $Child -Repository $Repository -Confirm:$false").ThrowIfFailed();

        Assert.Equal([_child, _full], Texts(result, "Name"));
        Assert.Equal([_newest, _damaged, _verified], Left());
    }

    [Fact]
    public void The_last_verified_good_one_goes_only_when_its_name_is_written_out_with_force()
    {
        Fails("Remove-SystemBackup $Verified -Repository $Repository -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _verified);
        Fails("Get-SystemBackup $Verified -Repository $Repository | Remove-SystemBackup -Force -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _verified);
        Fails("Remove-SystemBackup * -Force -Repository $Repository -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _verified);
        Assert.Equal([_verified], Left());

        Run("Remove-SystemBackup $Verified -Force -Repository $Repository -Confirm:$false").ThrowIfFailed();

        Assert.Empty(Left());
    }

    [Fact]
    public void What_is_pinned_goes_with_force_alone()
    {
        _repository.Pin(_child);

        Fails("Get-SystemBackup $Child -Repository $Repository | Remove-SystemBackup -Confirm:$false", "BackupRemovalRefused", ErrorCategory.InvalidOperation, _child);
        Run("Get-SystemBackup $Child -Repository $Repository | Remove-SystemBackup -Force -Confirm:$false").ThrowIfFailed();

        Assert.Equal([_newest, _damaged, _verified, _full], Left());
    }

    [Fact]
    public void A_refused_one_keeps_no_other_from_going()
    {
        SessionResult result = Run("Remove-SystemBackup $Verified, $Child, $Damaged -Repository $Repository -Confirm:$false");

        Assert.Equal(["Removed", "Refused", "Removed"], Texts(result, "Outcome"));
        Assert.Equal([_newest, _verified, _full], Left());
    }

    [Fact]
    public void A_test_that_failed_takes_the_protection_away_and_a_sample_gives_none()
    {
        _repository.Verify(_verified, Now.AddDays(-1), passed: false);
        _repository.Verify(_child, Now.AddDays(-1), samplePercent: 5);

        Assert.Equal(["Keep", "Keep", "Remove", "Remove", "Remove"], Texts(Run("Remove-SystemBackup -Repository $Repository -KeepLast 1 -WhatIf"), "Decision"));
        Assert.Equal(["True", "Sample", "False"], Run("$v, $c = (Get-SystemBackup $Verified, $Child -Repository $Repository); $null -ne $v.VerificationFailed; $c.VerifiedBy; $null -ne $v.Verified").ThrowIfFailed().Output.Select(item => item.ToString()));
    }

    [Fact]
    public void A_name_that_no_backup_has_is_an_error()
    {
        SessionResult result = Run("Remove-SystemBackup 20200101T000000.000Z-0000 -Repository $Repository -Confirm:$false");

        Assert.StartsWith("BackupNotFound,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(5, Left().Length);
    }

    [Fact]
    public void Decisions_are_filtered_after_serialization()
    {
        SessionResult result = Run(
            """
            $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Remove-SystemBackup -Repository $Repository -KeepLast 1 -WhatIf)))
            ($copies | Where-Object Decision -eq Remove).Name
            ($copies | Where-Object Outcome -eq Planned).Count
            $copies[0].Reasons[-1]
            """);

        Assert.Equal([_child, _full, "5", "last: 1 of 1"], result.ThrowIfFailed().Output.Select(item => item.ToString()));
    }

    private SessionResult Run(string script) => _session.Run(
        $"param($Repository, $Full, $Child, $Verified, $Damaged) {script}", ("Repository", _repository.Path), ("Full", _full), ("Child", _child), ("Verified", _verified), ("Damaged", _damaged));

    private void Fails(string script, string id, ErrorCategory category, string target)
    {
        SessionResult result = Run(script);
        Assert.StartsWith(id + ",", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((category, target), (result.TheError.CategoryInfo.Category, result.TheError.TargetObject));
    }

    private string[] Left() => [.. Directory.GetDirectories(_repository.Path).Select(path => Path.GetFileName(path)!).OrderDescending(StringComparer.Ordinal)];

    private static IEnumerable<string> Texts(SessionResult result, string property) =>
        result.Output.Select(item => item.Properties[property].Value is IEnumerable<string> many ? string.Join("; ", many) : item.Properties[property].Value.ToString()!);
}
