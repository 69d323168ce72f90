using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class GetSystemBackupTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TemporaryFolder _folder = new();
    private readonly BackupFolder _repository = new();
    private readonly ModuleSession _session = new();
    private readonly string _old;
    private readonly string _nightly;
    private readonly string _damaged;
    private readonly string _newest;

    public GetSystemBackupTests()
    {
        _old = _repository.Add(Now.AddDays(-30), ["Database"], ["release-1"]);
        _nightly = _repository.Add(Now.AddDays(-2), ["Database", "Workspaces"], ["nightly", "kept"], status: "Partial");
        _damaged = _repository.AddDamaged(Now.AddDays(-1));
        _newest = _repository.Add(Now.AddHours(-3), ["Workspaces", "Configuration"], ["nightly"]);
    }

    public void Dispose()
    {
        _session.Dispose();
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_backups_come_newest_first_and_a_damaged_one_with_its_reason()
    {
        SessionResult result = Run("Get-SystemBackup -Repository $Repository");

        Assert.Empty(result.Errors);
        Assert.Equal([_newest, _damaged, _nightly, _old], Names(result));
        Assert.Equal(["Complete", "Damaged", "Partial", "Complete"], result.Output.Select(item => item.Properties["Status"].Value.ToString()));
        Assert.StartsWith("manifest.json is damaged at ", (string)result.Output[1].Properties["Reason"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_names_the_repository()
    {
        string path = _folder.Write("sysops.json", $$"""{ "backups": { "path": "{{_repository.Path}}" } }""");

        Assert.Equal([_newest], Names(_session.Run("param($Path) Get-SystemBackup -Latest -ConfigurationPath $Path", ("Path", path)).ThrowIfFailed()));
    }

    [Fact]
    public void A_relative_repository_starts_at_the_sessions_location()
    {
        _session.SetLocation(Path.GetDirectoryName(_repository.Path)!);

        Assert.Equal([_newest], Names(_session.Run("param($Name) Get-SystemBackup -Latest -Repository $Name", ("Name", Path.GetFileName(_repository.Path))).ThrowIfFailed()));
    }

    [Fact]
    public void Conditions_hold_together_and_of_the_values_of_one_any()
    {
        Assert.Equal([_newest, _nightly], Names(Run("Get-SystemBackup -Repository $Repository -Tag night*")));
        Assert.Equal([_nightly, _old], Names(Run("Get-SystemBackup -Repository $Repository -Tag KEPT, release-1")));
        Assert.Equal([_nightly], Names(Run("Get-SystemBackup -Repository $Repository -Tag nightly -Component Database")));
        Assert.Equal([_newest, _nightly, _old], Names(Run("Get-SystemBackup -Repository $Repository -Component Configuration, Database")));
        Assert.Equal([_old], Names(Run("Get-SystemBackup -Repository $Repository -Tag release-* -Latest")));
        Assert.Equal([_nightly], Names(_session.Run("param($Repository, $Pattern) Get-SystemBackup $Pattern -Repository $Repository", ("Repository", _repository.Path), ("Pattern", _nightly[..8] + "*"))));
        Assert.Empty(Names(Run("Get-SystemBackup -Repository $Repository -Name 1999*")));
    }

    [Theory]
    [InlineData("-After 7d", 3)]
    [InlineData("-After '12h'", 1)]
    [InlineData("-Before 7d", 1)]
    [InlineData("-Before 12h -After 7d", 2)]
    [InlineData("-After ([TimeSpan]::FromDays(7))", 3)]
    [InlineData("-After ([DateTime]::UtcNow.AddHours(-12))", 1)]
    [InlineData("-After ([DateTimeOffset]::UtcNow.AddHours(-12))", 1)]
    [InlineData("-After '2000-01-01' -Before '2199-12-31 23:59'", 4)]
    [InlineData("-After '2199-12-31T23:59Z'", 0)]
    public void Times_are_dates_or_how_long_ago(string condition, int count) =>
        Assert.Equal(count, Run($"Get-SystemBackup -Repository $Repository {condition}").ThrowIfFailed().Output.Count);

    [Theory]
    [InlineData("5")]
    [InlineData("'soon'")]
    [InlineData("'11'")]
    [InlineData("'-7d'")]
    public void What_is_no_time_is_refused_with_what_would_be(string value)
    {
        SessionResult result = Run($"Get-SystemBackup -Repository $Repository -After {value}");

        Assert.StartsWith("ParameterArgumentTransformationError,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("7d or 26h", result.TheError.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_backup_has_is_an_error_beside_those_that_are_there()
    {
        SessionResult result = _session.Run("param($Repository, $Name) Get-SystemBackup $Name, 20200101T000000.000Z-0000 -Repository $Repository", ("Repository", _repository.Path), ("Name", _old));

        Assert.Equal([_old], Names(result));
        Assert.StartsWith("BackupNotFound,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.TheError.CategoryInfo.Category);
        Assert.Equal("20200101T000000.000Z-0000", result.TheError.TargetObject);
    }

    [Fact]
    public void No_repository_is_an_error_and_no_empty_list()
    {
        string configuration = _folder.Write("sysops.json", "{}");
        string missing = Path.Combine(_folder.Path, "none");

        Fails("Get-SystemBackup -ConfigurationPath $Path", configuration, "BackupNotConfigured", ErrorCategory.ObjectNotFound, configuration);
        Fails("Get-SystemBackup -Repository $Path", missing, "BackupRepositoryNotFound", ErrorCategory.ObjectNotFound, missing);
        _folder.Write("repository.json", "{");
        Fails("Get-SystemBackup -Repository $Path", _folder.Path, "BackupRepositoryCorrupt", ErrorCategory.InvalidData, _folder.Path);
    }

    [Fact]
    public void Components_and_problems_are_taken_by_their_index()
    {
        SessionResult result = Run("$backup = Get-SystemBackup -Repository $Repository -Tag kept; \"$($backup.Components[0])\"; \"$($backup.Components[-1].Kind)\"; $backup.Problems[0].Path; $backup.Tags[1]");

        Assert.Equal(["database", "Workspaces", "a/b.txt", "kept"], result.ThrowIfFailed().Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Listing_changes_nothing()
    {
        string[] before = [.. Directory.GetFileSystemEntries(_repository.Path, "*", SearchOption.AllDirectories).Order()];

        Run("Get-SystemBackup -Repository $Repository").ThrowIfFailed();

        Assert.Equal(before, Directory.GetFileSystemEntries(_repository.Path, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public void Names_complete_newest_first_with_age_and_size()
    {
        SessionResult result = _session.Run(
            "param($Line) (TabExpansion2 $Line $Line.Length).CompletionMatches | ForEach-Object { $_.CompletionText; $_.ToolTip }", ("Line", $"Get-SystemBackup -Repository '{_repository.Path}' -Name ")).ThrowIfFailed();

        string[] lines = [.. result.Output.Select(item => item.ToString())];
        Assert.Equal([_newest, _damaged, _nightly, _old], lines.Where((_, index) => index % 2 == 0));
        Assert.Matches("^Complete, 3h 0m ago, 3 MiB: workspaces, configuration$", lines[1]);
        Assert.StartsWith("Damaged, 1d 0h ago: manifest.json is damaged", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_is_not_there_completes_nothing()
    {
        string line = $"Get-SystemBackup -Repository '{_folder.Path}/none' -Name 2";
        Assert.DoesNotContain(_session.Run("param($Line) (TabExpansion2 $Line $Line.Length).CompletionMatches | ForEach-Object CompletionText", ("Line", line)).ThrowIfFailed().Output, item => item.ToString().EndsWith("-0001", StringComparison.Ordinal));
    }

    [Fact]
    public void Backups_are_filtered_and_read_after_serialization()
    {
        SessionResult result = Run(
            """
            $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Get-SystemBackup -Repository $Repository)))
            ($copies | Where-Object Status -eq Partial).Name
            ($copies | Where-Object Status -eq Damaged).Name
            $copies[0].Components[0].Kind
            $copies[2].Problems.Reason
            $copies[0].Created.GetType().Name
            """);

        Assert.Equal([_nightly, _damaged, "Workspaces", "it vanished", "DateTime"], result.ThrowIfFailed().Output.Select(item => item.ToString()));
    }

    private SessionResult Run(string script) => _session.Run($"param($Repository) {script}", ("Repository", _repository.Path));

    private void Fails(string script, string path, string id, ErrorCategory category, string target)
    {
        SessionResult result = _session.Run($"param($Path) {script}", ("Path", path));
        Assert.StartsWith(id + ",", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((category, target), (result.TheError.CategoryInfo.Category, result.TheError.TargetObject));
        Assert.Empty(result.Output);
    }

    private static IEnumerable<string> Names(SessionResult result) => result.Output.Select(item => (string)item.Properties["Name"].Value);
}
