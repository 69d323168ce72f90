using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class NewSystemBackupTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await BackupSystem.CreateAsync(_session);

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_backup_has_all_that_is_configured_and_is_listed_as_it_was_written()
    {
        PSObject backup = Assert.Single(New("-Tag nightly, kept -Description 'by hand'").ThrowIfFailed().Output);

        Assert.Equal("Complete", Text(backup, "Status"));
        Assert.Equal("DatabaseFirst", Text(backup, "Consistency"));
        Assert.Equal(["database Complete 1", "workspaces Complete 5", "configuration Complete 2"], Lines(backup, "$_.Components | ForEach-Object { \"$_ $($_.Status) $($_.FileCount)\" }"));
        Assert.Equal(["True", "True", "True"], Lines(backup, "$_.Components | ForEach-Object { $_.SizeBytes -gt 0 -and $_.StoredBytes -gt 0 }"));
        Assert.Equal([Text(backup, "Name")], _system.Backups);
        PSObject listed = Assert.Single(_session.Run("param($Path) Get-SystemBackup -ConfigurationPath $Path -Tag nightly", ("Path", _system.Configuration)).ThrowIfFailed().Output);
        Assert.Equal(PSSerializer.Serialize(backup, 4), PSSerializer.Serialize(listed, 4));
    }

    [Fact]
    public async Task The_tools_of_any_system_give_everything_back()
    {
        string backup = PathOf(New());
        using TemporaryFolder restored = new();
        string workspaces = Directory.CreateDirectory(Path.Combine(restored.Path, "workspaces")).FullName;
        string files = Directory.CreateDirectory(Path.Combine(restored.Path, "files")).FullName;
        string database = Path.Combine(restored.Path, "app.db");

        await ShellAsync("zstd -dqc < \"$1/workspaces.tar.zst\" | tar x -p -C \"$2\"", backup, workspaces);
        await ShellAsync("zstd -dqc < \"$1/configuration.tar.zst\" | tar x -p -C \"$2\"", backup, files);
        await ShellAsync("zstd -dqc < \"$1/database.sqlite.zst\" > \"$2\"", backup, database);

        File.Delete(Path.Combine(_system.Workspaces, "papers", "cache.tmp"));
        await TestProgram.RunAsync("touch", "-r", Path.Combine(workspaces, "papers"), Path.Combine(_system.Workspaces, "papers"));
        Assert.Equal(await TreeListing.OfAsync(_system.Workspaces), await TreeListing.OfAsync(workspaces));
        await TestProgram.RunAsync("cmp", _system.ConfigurationFile, files + _system.ConfigurationFile);
        await TestProgram.RunAsync("cmp", _system.Configuration, files + _system.Configuration);

        // The online backup counts its own change in the header.
        await TestProgram.RunAsync("cmp", "--ignore-initial=100", _system.Database, database);
        Assert.Equal(File.GetUnixFileMode(_system.ConfigurationFile), File.GetUnixFileMode(files + _system.ConfigurationFile));
    }

    [Fact]
    public async Task The_sums_are_those_of_sha256sum_and_everything_is_private()
    {
        string backup = PathOf(New("-Tag a"));

        await ShellAsync("cd \"$1\" && sha256sum -c --strict --quiet SHA256SUMS", backup, "");

        Assert.All(Directory.EnumerateFileSystemEntries(_system.Repository, "*", SearchOption.AllDirectories), path => Assert.Equal(
            Directory.Exists(path) ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    private SessionResult New(string arguments = "") => _session.Run($"param($Path) New-SystemBackup -ConfigurationPath $Path {arguments}", ("Path", _system.Configuration));

    private static Task<string> ShellAsync(string script, string first, string second) => TestProgram.RunAsync("bash", "-o", "pipefail", "-c", script, "bash", first, second);

    private static string PathOf(SessionResult result) => Text(Assert.Single(result.ThrowIfFailed().Output), "Path");

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";

    private string[] Lines(PSObject item, string script) => [.. _session.Run($"param($Item) $Item | ForEach-Object {{ {script} }}", ("Item", item)).ThrowIfFailed().Output.Select(line => line.ToString())];
}
