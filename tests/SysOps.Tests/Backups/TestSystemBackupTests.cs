using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class TestSystemBackupTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;
    private string _name = "";
    private string _folder = "";

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        PSObject backup = Assert.Single(Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed().Output);
        _name = backup.ToString();
        _folder = Path.Combine(_system.Repository, _name);
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_sound_backup_passes_in_every_component_and_the_test_is_noted_beside_it()
    {
        PSObject result = Assert.Single(Test().ThrowIfFailed().Output);

        Assert.Equal("Passed", Text(result, "Result"));
        Assert.Equal("100", Text(result, "TestedPercent"));
        Assert.Equal(["database Passed 100", "workspaces Passed 100", "configuration Passed 100"], Lines(result, "$_.Components | ForEach-Object { \"$_ $($_.Result) $($_.TestedPercent)\" }"));
        Assert.Empty(Lines(result, "$_.Findings"));
        string note = Assert.Single(File.ReadAllLines(Path.Combine(_folder, "verification.jsonl")));
        Assert.Contains("\"passed\":true", note, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "verification.jsonl")));
        Assert.Equal("True", Assert.Single(Test("-Quiet").ThrowIfFailed().Output).ToString());
        Assert.Equal(2, File.ReadAllLines(Path.Combine(_folder, "verification.jsonl")).Length);
    }

    [Fact]
    public void A_finding_names_component_file_and_entry()
    {
        string archive = Path.Combine(_folder, "workspaces.tar.zst");
        byte[] bytes = File.ReadAllBytes(archive);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(archive, bytes);

        PSObject result = Assert.Single(Test().ThrowIfFailed().Output);

        Assert.Contains("workspaces workspaces.tar.zst vectors.bin", Lines(result, "$_.Findings | ForEach-Object { \"$($_.Component) $($_.File) $($_.Path)\" }"));
        Assert.Equal(["database Passed", "workspaces Failed", "configuration Passed"], Lines(result, "$_.Components | ForEach-Object { \"$_ $($_.Result)\" }"));
        Assert.Equal("False", Assert.Single(Test("-Quiet").ThrowIfFailed().Output).ToString());
        Assert.Contains("\"passed\":false", File.ReadAllText(Path.Combine(_folder, "verification.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_reads_a_part_and_says_how_much()
    {
        PSObject result = Assert.Single(Test("-SamplePercent 0.01").ThrowIfFailed().Output);

        Assert.Equal("Passed", Text(result, "Result"));
        Assert.InRange((double)result.Properties["TestedPercent"].Value, 0, 99.9);
    }

    [Fact]
    public void A_test_without_time_tests_nothing_and_says_so()
    {
        PSObject result = Assert.Single(Test("-MaxDuration 00:00:00.0000001").ThrowIfFailed().Output);

        Assert.Equal("NotTested", Text(result, "Result"));
        Assert.All(Lines(result, "$_.Components.Result"), outcome => Assert.Equal("NotTested", outcome));
        Assert.False(File.Exists(Path.Combine(_folder, "verification.jsonl")));
        Assert.Equal("False", Assert.Single(Test("-Quiet -MaxDuration 00:00:00.0000001").ThrowIfFailed().Output).ToString());
    }

    [Fact]
    public void Backups_come_by_name_by_pipeline_and_as_copies_from_elsewhere()
    {
        Assert.Equal(_name, Assert.Single(Run("Test-SystemBackup -Name 2* -ConfigurationPath $Path").ThrowIfFailed().Output).ToString());
        Assert.Equal(_name, Assert.Single(Run("Get-SystemBackup -ConfigurationPath $Path | Test-SystemBackup").ThrowIfFailed().Output).ToString());
        Assert.Equal(_name, Assert.Single(Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-SystemBackup -ConfigurationPath $Path))) | Test-SystemBackup").ThrowIfFailed().Output).ToString());
        Assert.Equal(_name, Assert.Single(_session.Run("param($Path, $Name) $Name | Test-SystemBackup -Repository $Path", ("Path", _system.Repository), ("Name", _name)).ThrowIfFailed().Output).ToString());
        Assert.Equal("False", Assert.Single(Run("Get-SystemBackup -ConfigurationPath $Path -Tag none | Test-SystemBackup -Quiet").ThrowIfFailed().Output).ToString());
    }

    [Fact]
    public void What_is_no_backup_or_not_there_is_an_error_about_it()
    {
        Assert.Equal("BackupNotFound,SysOps.Commands.TestSystemBackupCommand", Run("Test-SystemBackup -Name missing -ConfigurationPath $Path").TheError.FullyQualifiedErrorId);
        ErrorRecord error = Run("Get-Module SysOps | Test-SystemBackup").TheError;
        Assert.Equal("BackupInputInvalid,SysOps.Commands.TestSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    private SessionResult Test(string arguments = "") => Run($"Test-SystemBackup 2* -ConfigurationPath $Path {arguments}".Replace("2*", _name.Length > 0 ? _name : "2*", StringComparison.Ordinal));

    private SessionResult Run(string script) => _session.Run($"param($Path) {script}", ("Path", _system.Configuration));

    private static string Text(PSObject item, string property) => Convert.ToString(item.Properties[property].Value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private string[] Lines(PSObject item, string script) => [.. _session.Run($"param($Item) $Item | ForEach-Object {{ {script} }}", ("Item", item)).ThrowIfFailed().Output.Select(line => line.ToString())];
}
