using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class GetSystemBackupContentTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

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
    public void Every_entry_of_the_workspaces_is_listed_in_the_order_of_the_tree()
    {
        PSObject[] entries = Content("-Component Workspaces");

        Assert.Equal([".", "-a name\\nwith 'quotes' and ü", "again.txt", "dangling", "no files", "papers", "papers/empty", "papers/notes.txt", "pipe", "vectors.bin"], entries.Select(entry => entry.ToString()));
        Assert.Equal(["Folder", "File", "File", "Link", "Folder", "Folder", "File", "HardLink", "Fifo", "File"], entries.Select(entry => Text(entry, "Kind")));
        Assert.Equal("/nowhere/at all", Text(entries[3], "Target"));
        Assert.Equal("again.txt", Text(entries[7], "Target"));
        Assert.Equal("0404", Text(entries[2], "Mode"));
        Assert.Equal(9_000_000L, entries[9].Properties["SizeBytes"].Value);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_system.Workspaces, "vectors.bin")))), Text(entries[9], "Sha256"));
        Assert.Equal(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Local), ((DateTime)entries[2].Properties["Modified"].Value).AddTicks(-1234567));
        Assert.All(entries, entry => Assert.Equal(Text(entry, "Backup"), Text(entry, "StoredIn")));
    }

    [Fact]
    public void A_path_with_wildcards_chooses_entries_at_any_depth()
    {
        Assert.Equal(["again.txt", "papers/notes.txt"], Content("-Component Workspaces -Path *.TXT").Select(entry => entry.ToString()));
        Assert.Equal(["papers/empty", "papers/notes.txt"], Content("-Path 'papers/*'").Select(entry => entry.ToString()));
        Assert.Equal([_system.ConfigurationFile[1..], _system.Configuration[1..]], Content("-Component Configuration -Path */etc/settings.yaml, */sysops.json").Select(entry => entry.ToString()));
        Assert.Equal(["database.sqlite"], Content("-Component Database").Select(entry => entry.ToString()));
        Assert.Empty(Content("-Path nothing"));
    }

    [Fact]
    public void A_reader_that_has_enough_frees_the_repository()
    {
        SessionResult result = Run("do { Get-SystemBackup -ConfigurationPath $Path | Get-SystemBackupContent | ForEach-Object { $_; break } } while ($false); New-SystemBackup -ConfigurationPath $Path -LockTimeout 0s").ThrowIfFailed();

        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void A_damaged_index_is_an_error_and_the_other_backups_are_listed()
    {
        string damaged = Assert.Single(_system.Backups);
        Run("New-SystemBackup -ConfigurationPath $Path -Component Configuration").ThrowIfFailed();
        string index = Path.Combine(_system.Repository, damaged, "configuration.index.jsonl.zst");
        File.WriteAllBytes(index, File.ReadAllBytes(index)[..^1]);

        SessionResult result = Run("Get-SystemBackup -ConfigurationPath $Path | Get-SystemBackupContent -Component Configuration");

        Assert.Equal("ArchiveCorrupt,SysOps.Commands.GetSystemBackupContentCommand", result.TheError.FullyQualifiedErrorId);
        Assert.DoesNotContain(result.Output, entry => Text(entry, "Backup") == damaged);
        Assert.Contains(result.Output, entry => Text(entry, "Path").EndsWith("settings.yaml", StringComparison.Ordinal));
    }

    private PSObject[] Content(string arguments) => [.. Run($"Get-SystemBackup -ConfigurationPath $Path | Get-SystemBackupContent {arguments}").ThrowIfFailed().Output];

    private SessionResult Run(string script) => _session.Run($"param($Path) {script}", ("Path", _system.Configuration));

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";
}
