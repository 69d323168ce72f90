using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class SetSystemBackupTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly string[] Kinds = ["Workspaces"];

    private readonly BackupFolder _repository = new();
    private readonly ModuleSession _session = new();
    private readonly string _tagged;
    private readonly string _plain;

    public SetSystemBackupTests()
    {
        _tagged = _repository.Add(Now.AddDays(-2), Kinds, tags: ["nightly", "trial"]);
        _plain = _repository.Add(Now.AddDays(-1), Kinds);
    }

    private string Labels => Path.Combine(_repository.Path, _tagged, "labels.json");

    public void Dispose()
    {
        _session.Dispose();
        _repository.Dispose();
    }

    [Theory]
    [InlineData("-AddTag kept, NIGHTLY", "nightly trial kept|by hand|False")]
    [InlineData("-RemoveTag Trial, absent", "nightly|by hand|False")]
    [InlineData("-Tag one, two, ONE", "one two|by hand|False")]
    [InlineData("-Tag @()", "|by hand|False")]
    [InlineData("-Tag one -AddTag two", "one two|by hand|False")]
    [InlineData("-Description 'of the move'", "nightly trial|of the move|False")]
    [InlineData("-Description ''", "nightly trial||False")]
    [InlineData("-Pin", "nightly trial|by hand|True")]
    [InlineData("-Unpin", "nightly trial|by hand|False")]
    public void What_is_named_is_changed_and_the_rest_stays(string change, string expected)
    {
        string set = Line(Run($"Set-SystemBackup $Tagged -Repository $Repository -PassThru {change}"));

        Assert.Equal(expected, set);
        Assert.Equal(expected, Line(Run("Get-SystemBackup $Tagged -Repository $Repository")));
    }

    [Fact]
    public void By_the_pipeline_all_are_set_and_nothing_is_written_without_PassThru()
    {
        Assert.Empty(Run("Get-SystemBackup -Repository $Repository | Set-SystemBackup -Pin").ThrowIfFailed().Output);

        Assert.Equal(["True", "True"], Run("Get-SystemBackup -Repository $Repository | ForEach-Object Pinned").ThrowIfFailed().Output.Select(item => item.ToString()));
        Assert.Equal("nightly trial|by hand|False", Line(Run("Get-SystemBackup $Tagged -Repository $Repository | Set-SystemBackup -Unpin -PassThru")));
    }

    [Fact]
    public void A_pinned_backup_is_kept_until_it_is_unpinned()
    {
        Run("Set-SystemBackup $Tagged -Pin -Repository $Repository").ThrowIfFailed();
        Assert.Equal(["Kept", "Kept"], Outcomes("Remove-SystemBackup -KeepLast 1 -Repository $Repository -Confirm:$false"));

        Run("Set-SystemBackup $Tagged -Unpin -Repository $Repository").ThrowIfFailed();
        Assert.Equal(["Kept", "Removed"], Outcomes("Remove-SystemBackup -KeepLast 1 -Repository $Repository -Confirm:$false"));
    }

    [Fact]
    public async Task WhatIf_changes_nothing_and_writes_what_the_real_run_does()
    {
        string[] before = await TreeListing.WithChangeTimesAsync(_repository.Path);

        SessionResult planned = Run("Set-SystemBackup $Tagged -AddTag kept -Pin -PassThru -Repository $Repository -WhatIf");

        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_repository.Path));
        Assert.Equal("nightly trial kept|by hand|True", Line(planned));
        Assert.Equal(Line(planned), Line(Run("Set-SystemBackup $Tagged -AddTag kept -Pin -PassThru -Repository $Repository")));
    }

    [Fact]
    public void The_labels_are_private_and_nothing_else_changes()
    {
        string manifest = File.ReadAllText(Path.Combine(_repository.Path, _tagged, "manifest.json"));

        Run("Set-SystemBackup $Tagged -Pin -Repository $Repository").ThrowIfFailed();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Labels));
        Assert.Equal(["labels.json", "manifest.json"], Directory.EnumerateFiles(Path.Combine(_repository.Path, _tagged)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(manifest, File.ReadAllText(Path.Combine(_repository.Path, _tagged, "manifest.json")));
        Assert.Equal([_tagged, _plain, "lock", "repository.json"], Directory.EnumerateFileSystemEntries(_repository.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("-Pin -Unpin", "Pin")]
    [InlineData("-Tag ' '", "")]
    [InlineData("-AddTag a -RemoveTag A", "a")]
    public void What_says_nothing_or_contradicts_itself_is_refused(string change, string? target)
    {
        SessionResult result = Run($"Set-SystemBackup $Tagged -Repository $Repository {change}");

        Assert.Equal("BackupLabelsInvalid,SysOps.Commands.SetSystemBackupCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidArgument, target), (result.TheError.CategoryInfo.Category, result.TheError.TargetObject));
        Assert.Equal("nightly trial|by hand|False", Line(Run("Get-SystemBackup $Tagged -Repository $Repository")));
    }

    [Fact]
    public void A_name_that_no_backup_has_is_an_error_and_the_others_are_set()
    {
        SessionResult result = Run("Set-SystemBackup 20200101T000000.000Z-0000, $Plain -Pin -Repository $Repository -PassThru");

        Assert.Equal("BackupNotFound,SysOps.Commands.SetSystemBackupCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Equal([_plain], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Damaged_labels_are_an_error_until_all_of_them_are_set_again_and_keep_the_backup_meanwhile()
    {
        File.WriteAllText(Labels, "{ \"pinned\": tr");

        ErrorRecord error = Run("Set-SystemBackup $Tagged -AddTag kept -Repository $Repository").TheError;

        Assert.Equal("BackupLabelsCorrupt,SysOps.Commands.SetSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidData, _tagged), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("Set-SystemBackup with -Tag, -Description, and -Pin or -Unpin", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Kept", "Kept"], Outcomes("Remove-SystemBackup -KeepLast 1 -Repository $Repository -Confirm:$false"));
        Assert.StartsWith("BackupRemovalRefused,", Run("Remove-SystemBackup $Tagged -Repository $Repository -Confirm:$false").TheError.FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.Equal("kept|again|False", Line(Run("Set-SystemBackup $Tagged -Tag kept -Description again -Unpin -Repository $Repository -PassThru")));
        Assert.Equal(["Kept", "Removed"], Outcomes("Remove-SystemBackup -KeepLast 1 -Repository $Repository -Confirm:$false"));
    }

    [Fact]
    public async Task A_repository_that_is_in_use_is_an_error_and_the_labels_stay()
    {
        string before = await File.ReadAllTextAsync(Labels, TestContext.Current.CancellationToken);
        using Process holder = TestProgram.Start("flock", "--shared", "--no-fork", Path.Combine(_repository.Path, "lock"), "sh", "-c", "echo held; exec sleep 300");
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        ErrorRecord error = Run("Set-SystemBackup $Tagged -Pin -LockTimeout 0s -Repository $Repository").TheError;
        holder.Kill();

        Assert.Equal("BackupRepositoryBusy,SysOps.Commands.SetSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.ResourceBusy, _repository.Path), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Equal(before, await File.ReadAllTextAsync(Labels, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_damaged_backup_can_be_pinned_to_be_looked_at()
    {
        string damaged = _repository.AddDamaged(Now);

        SessionResult result = Run(string.Create(CultureInfo.InvariantCulture, $"Set-SystemBackup {damaged} -Pin -PassThru -Repository $Repository"));

        Assert.Equal(["Damaged True"], result.ThrowIfFailed().Output.Select(item => $"{item.Properties["Status"].Value} {item.Properties["Pinned"].Value}"));
    }

    private SessionResult Run(string script) =>
        _session.Run($"param($Repository, $Tagged, $Plain) {script}", ("Repository", _repository.Path), ("Tagged", _tagged), ("Plain", _plain));

    private IEnumerable<string> Outcomes(string script) => Run(script).ThrowIfFailed().Output.Select(item => item.Properties["Outcome"].Value.ToString()!);

    private static string Line(SessionResult result)
    {
        PSObject backup = Assert.Single(result.ThrowIfFailed().Output);
        return $"{string.Join(' ', (IEnumerable<string>)backup.Properties["Tags"].Value)}|{backup.Properties["Description"].Value}|{backup.Properties["Pinned"].Value}";
    }
}
