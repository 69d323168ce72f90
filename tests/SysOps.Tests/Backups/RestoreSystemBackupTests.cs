using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class RestoreSystemBackupTests : IAsyncLifetime
{
    private const string Latest = "Get-SystemBackup -ConfigurationPath $Path -Latest";

    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    private string Notes => Path.Combine(_system.Workspaces, "papers", "notes.txt");

    private string Extra => Path.Combine(_system.Workspaces, "extra.txt");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        Run("New-SystemBackup -ConfigurationPath $Path").ThrowIfFailed();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Everything_comes_back_as_find_and_sha256sum_see_it_and_what_was_there_is_kept()
    {
        File.Delete(Path.Combine(_system.Workspaces, "papers", "cache.tmp"));
        string[] before = await ComparableAsync(_system.Workspaces);
        Spoil();

        PSObject result = Assert.Single(Restore("-Mirror").ThrowIfFailed().Output);

        Assert.Equal("Restored", Text(result, "Outcome"));
        Assert.Equal(before, await ComparableAsync(_system.Workspaces));
        Assert.Equal("key: secret of the service\n", await File.ReadAllTextAsync(_system.ConfigurationFile, TestContext.Current.CancellationToken));
        string kept = Assert.Single((string[])result.Properties["Previous"].Value, path => path.StartsWith(_system.Workspaces, StringComparison.Ordinal));
        Assert.Equal("changed", await File.ReadAllTextAsync(Path.Combine(kept, "papers", "notes.txt"), TestContext.Current.CancellationToken));
        Assert.Empty(Leftovers());
    }

    [Fact]
    public void What_the_backup_does_not_have_stays_unless_it_is_mirrored_and_what_is_left_out_stays_anyway()
    {
        Spoil();

        Restore("-Component Workspaces").ThrowIfFailed();
        Assert.True(File.Exists(Extra));

        Restore("-Component Workspaces -Mirror -RemovePrevious").ThrowIfFailed();
        Assert.False(File.Exists(Extra));
        Assert.True(File.Exists(Path.Combine(_system.Workspaces, "papers", "cache.tmp")));
    }

    [Fact]
    public void One_file_comes_back_and_no_other_is_touched()
    {
        Spoil();

        PSObject result = Assert.Single(Restore("-Include papers/notes.txt").ThrowIfFailed().Output);

        Assert.Equal("Documents.\n", File.ReadAllText(Notes));
        Assert.Equal("changed too", File.ReadAllText(Path.Combine(_system.Workspaces, "papers", "empty")));
        Assert.Equal("1", Lines(result, "$_.Items | Where-Object Name -eq workspaces | ForEach-Object Overwritten"));
        Assert.Equal("spoilt", File.ReadAllText(_system.ConfigurationFile));
    }

    [Fact]
    public void A_pattern_that_nothing_matches_is_refused()
    {
        SessionResult result = Restore("-Include nothing/of/this");

        Assert.StartsWith("RestoreNotPossible,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Nothing in the backup matches 'nothing/of/this'", result.TheError.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_writes_the_plan_and_changes_nothing_at_all()
    {
        Spoil();
        string[] before = await TreeListing.WithChangeTimesAsync(_system.Folder);

        PSObject plan = Assert.Single(Restore("-WhatIf").ThrowIfFailed().Output);
        PSObject asked = Assert.Single(Run($"{Latest} | Get-SystemRestorePlan -ConfigurationPath $Path").ThrowIfFailed().Output);

        Assert.Equal("SysOps.Backups.Restoring.RestorePlan", plan.TypeNames[0]);
        Assert.Equal(Lines(asked, "$_.Items | ForEach-Object { \"$_ $($_.Created) $($_.Overwritten) $($_.Kept) $($_.Fingerprint)\" }"), Lines(plan, "$_.Items | ForEach-Object { \"$_ $($_.Created) $($_.Overwritten) $($_.Kept) $($_.Fingerprint)\" }"));
        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_system.Folder));
    }

    [Fact]
    public void A_plan_is_carried_out_and_refused_once_its_target_has_changed()
    {
        Spoil();
        string plan = $"$plan = {Latest} | Get-SystemRestorePlan -ConfigurationPath $Path -Component Workspaces;";

        SessionResult refused = Run($"{plan} [System.IO.File]::WriteAllText('{Extra}', 'more'); Restore-SystemBackup -Plan $plan -Confirm:$false");
        Assert.StartsWith("RestoreTargetChanged,", refused.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("changed", File.ReadAllText(Notes));

        Run($"{plan} $plan | Restore-SystemBackup -Confirm:$false").ThrowIfFailed();
        Assert.Equal("Documents.\n", File.ReadAllText(Notes));
    }

    [Theory]
    [InlineData("", "was not given")]
    [InlineData("-SystemName other", "was not given right: 'other'")]
    public void A_production_system_asks_for_its_name(string parameter, string reason)
    {
        File.WriteAllText(_system.Configuration, File.ReadAllText(_system.Configuration).Replace("\"Test\"", "\"Production\"", StringComparison.Ordinal));
        Spoil();

        SessionResult refused = Restore($"-Component Workspaces {parameter}");
        Assert.StartsWith("RestoreNotConfirmed,", refused.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(reason, refused.TheError.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("changed", File.ReadAllText(Notes));

        Restore("-Component Workspaces -SystemName shop").ThrowIfFailed();
        Assert.Equal("Documents.\n", File.ReadAllText(Notes));
    }

    [Fact]
    public void Elsewhere_everything_is_below_the_destination_and_the_live_system_stays()
    {
        Spoil();
        using TemporaryFolder folder = new();
        string destination = Path.Combine(folder.Path, "new");

        Restore($"-Destination '{destination}' -DatabaseName copy.db").ThrowIfFailed();

        Assert.Equal("Documents.\n", File.ReadAllText(Path.Combine(destination, "workspaces", "papers", "notes.txt")));
        Assert.Equal("key: secret of the service\n", File.ReadAllText(Path.Combine(destination, "configuration") + _system.ConfigurationFile));
        Assert.True(File.Exists(Path.Combine(destination, "copy.db")));
        Assert.Equal("changed", File.ReadAllText(Notes));
    }

    [Theory]
    [InlineData("backups")]
    [InlineData("backups/inner")]
    public async Task Into_the_repository_nothing_is_restored(string destination)
    {
        string[] before = await TreeListing.OfAsync(_system.Repository);

        SessionResult result = Restore($"-Destination '{Path.Combine(_system.Folder, destination)}'");

        Assert.StartsWith("RestoreNotPossible,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("lies in the backup repository", result.TheError.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await TreeListing.OfAsync(_system.Repository));
    }

    [Theory]
    [InlineData("workspaces.tar.zst", "Workspaces")]
    [InlineData("workspaces.index.jsonl.zst", "Workspaces")]
    [InlineData("configuration.tar.zst", "Configuration")]
    [InlineData("configuration.index.jsonl.zst", "Configuration")]
    [InlineData("database.sqlite.zst", "Database")]
    [InlineData("manifest.json", "Workspaces")]
    [InlineData("SHA256SUMS", "Workspaces")]
    public async Task A_flipped_bit_a_missing_byte_a_missing_file_keep_the_item_from_being_restored(string file, string component)
    {
        Spoil();
        string path = Path.Combine(_system.Repository, Assert.Single(_system.Backups), file);
        byte[] content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        string[] before = await TreeListing.OfAsync(_system.Workspaces);
        byte[] flipped = [.. content];
        flipped[content.Length * 2 / 3] ^= 4;

        foreach (byte[]? spoilt in new[] { flipped, content[..^1], null })
        {
            File.Delete(path);
            await (spoilt is null ? Task.CompletedTask : File.WriteAllBytesAsync(path, spoilt, TestContext.Current.CancellationToken));
            SessionResult result = Run($"Restore-SystemBackup {_system.Backups[0]} -ConfigurationPath $Path -Component {component} -Confirm:$false");
            Assert.Contains(result.TheError.FullyQualifiedErrorId.Split(',')[0], (string[])["BackupCorrupt", "ArchiveCorrupt", "RestoreNotPossible"]);
            Assert.Equal(before, await TreeListing.OfAsync(_system.Workspaces));
            Assert.Equal("spoilt", await File.ReadAllTextAsync(_system.ConfigurationFile, TestContext.Current.CancellationToken));
            Assert.Empty(Leftovers());
        }
    }

    [Fact]
    public async Task While_a_process_works_in_the_folder_it_is_refused_and_forced_by_Force()
    {
        Spoil();
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sleep", "600") { WorkingDirectory = _system.Workspaces })!;
        try
        {
            SessionResult refused = Restore("-Component Workspaces");
            Assert.StartsWith("RestoreNotPossible,", refused.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains($"process {process.Id} (sleep)", refused.TheError.Exception.Message, StringComparison.Ordinal);

            Restore("-Component Workspaces -Force").ThrowIfFailed();
            Assert.Equal("Documents.\n", await File.ReadAllTextAsync(Notes, TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Nothing_to_end_is_an_error()
    {
        Assert.StartsWith("RestoreJournalNotFound,", Run("Restore-SystemBackup -Resume -Confirm:$false").TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("RestoreJournalNotFound,", Run("Restore-SystemBackup -Rollback -Confirm:$false").TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private void Spoil()
    {
        File.SetUnixFileMode(Notes, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Notes, "changed");
        File.WriteAllText(Path.Combine(_system.Workspaces, "papers", "empty"), "changed too");
        File.Delete(Path.Combine(_system.Workspaces, "vectors.bin"));
        File.WriteAllText(Extra, "extra");
        File.WriteAllText(_system.ConfigurationFile, "spoilt");
    }

    private IEnumerable<string> Leftovers() => Directory.EnumerateFileSystemEntries(_system.Folder, "*sysops-restore*", SearchOption.AllDirectories);

    // The time of the folder that held a file that is left out is not that of the backup any more.
    private static async Task<string[]> ComparableAsync(string folder) => [.. (await TreeListing.OfAsync(folder)).Where(line => !line.StartsWith("papers d ", StringComparison.Ordinal))];

    private SessionResult Restore(string parameters) => Run($"{Latest} | Restore-SystemBackup -ConfigurationPath $Path -Confirm:$false {parameters}");

    private SessionResult Run(string script) => _session.Run($"param($Path) {script}", ("Path", _system.Configuration));

    private string Lines(PSObject value, string script) => string.Join('\n', _session.Run($"param($Value) $Value | ForEach-Object {{ {script} }}", ("Value", value)).ThrowIfFailed().Output);

    private static string Text(PSObject value, string property) => value.Properties[property].Value.ToString()!;
}
