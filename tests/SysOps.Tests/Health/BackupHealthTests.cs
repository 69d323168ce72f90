using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Health;

/// <summary>The component backups, from the first look to a backup that was tested.</summary>
public sealed class BackupHealthTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        _system.Configure(new { provider = "Sqlite", connectionString = "Data Source=app.db" }, new() { ["maxAge"] = "26h" });
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void It_is_unhealthy_without_a_backup_and_healthy_with_a_new_one_that_was_tested()
    {
        Assert.Equal(["Unhealthy", "False"], Run("(Get-SystemHealth backups -ConfigurationPath $Path).Status; Test-SystemHealth -Category Backup -AtWorst Degraded -ConfigurationPath $Path"));

        Run("New-SystemBackup -ConfigurationPath $Path | Test-SystemBackup -ConfigurationPath $Path");

        Assert.Equal(
            ["Healthy", "1", "Complete", "Full", "True", "age newest damaged verification space"],
            Run("$health = Get-SystemHealth backups -ConfigurationPath $Path; $health.Status; $health.Metrics.BackupCount; $health.Metrics.NewestStatus; $health.Metrics.LastVerifiedBy; $health.Metrics.AvailableBytes -gt 0; $health.Checks -join ' '"));
    }

    [Fact]
    public void The_database_must_be_in_a_backup_too()
    {
        Run("New-SystemBackup -Component Workspaces -ConfigurationPath $Path");

        Assert.Equal(["Unhealthy", "There is no complete backup of Database."], Run("$health = Get-SystemHealth backups -ConfigurationPath $Path; $health.Status; $health.Message"));
    }

    [Fact]
    public void It_is_filtered_after_serialization()
    {
        Run("New-SystemBackup -ConfigurationPath $Path");

        Assert.Equal(
            ["backups", "Complete", "TimeSpan"],
            Run(
                """
                $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Get-SystemHealth backups -ConfigurationPath $Path)))
                ($copies | Where-Object Category -eq Backup).Name
                ($copies | Where-Object { $_.Metrics.NewestStatus -eq 'Complete' }).Metrics.NewestStatus
                $copies[0].Metrics.Age.GetType().Name
                """));
    }

    private string[] Run(string script) =>
        [.. _session.Run($"param($Path) {script}", ("Path", _system.Configuration)).ThrowIfFailed().Output.Select(item => item.ToString())];
}
