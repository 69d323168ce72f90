using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>Whatever is done to the files of a backup: what they belong to is not restored, and nothing of the live system is touched.</summary>
public sealed class TamperedRestoreTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;
    private string _name = "";
    private string _folder = "";
    private string[] _live = [];

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        _name = Backup();
        _folder = Path.Combine(_system.Repository, _name);
        await File.WriteAllTextAsync(_system.ConfigurationFile, "changed since", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_system.Workspaces, "vectors.bin"), "changed since", TestContext.Current.CancellationToken);
        _live = await LiveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("manifest.json", "Workspaces, Configuration, Database", "")]
    [InlineData("SHA256SUMS", "Workspaces, Configuration, Database", "")]
    [InlineData("workspaces.tar.zst", "Workspaces", "Configuration, Database")]
    [InlineData("workspaces.index.jsonl.zst", "Workspaces", "Configuration, Database")]
    [InlineData("configuration.tar.zst", "Configuration", "Workspaces, Database")]
    [InlineData("configuration.index.jsonl.zst", "Configuration", "Workspaces, Database")]
    [InlineData("database.sqlite.zst", "Database", "Workspaces, Configuration")]
    public async Task A_bit_or_a_byte_of_any_file_keeps_what_it_belongs_to_from_being_restored_and_nothing_else(string file, string refused, string others)
    {
        string path = Path.Combine(_folder, file);
        byte[] whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        byte[][] damages = [.. new[] { 0, whole.Length / 3, whole.Length / 2, whole.Length - 1 }.Select(place => Flipped(whole, place)), whole[..^1], [.. whole, 0], []];

        foreach (byte[] damage in damages)
        {
            await File.WriteAllBytesAsync(path, damage, TestContext.Current.CancellationToken);
            await AssertRefusedAsync(refused, $"{damage.Length} of {whole.Length} bytes of {file}");
        }

        File.Delete(path);
        await AssertRefusedAsync(refused, $"{file} missing");
        await AssertRefusedAsync("Workspaces, Configuration, Database", $"all, with {file} missing");
        if (others.Length > 0)
        {
            PSObject result = Assert.Single(Restore(others).ThrowIfFailed().Output);
            Assert.Equal("Restored", result.Properties["Outcome"].Value.ToString());
        }
    }

    [Fact]
    public async Task Files_that_are_swapped_with_each_other_or_with_those_of_another_backup_are_refused()
    {
        string other = Path.Combine(_system.Repository, Backup("-Full"));
        (string File, string Component)[] files =
        [
            ("workspaces.tar.zst", "Workspaces"), ("configuration.tar.zst", "Configuration"), ("workspaces.index.jsonl.zst", "Workspaces"), ("configuration.index.jsonl.zst", "Configuration"),
            ("manifest.json", "Workspaces"), ("SHA256SUMS", "Database"),
        ];
        for (int index = 0; index < files.Length; index++)
        {
            (string file, string component) = files[index];
            string path = Path.Combine(_folder, file);
            string next = Path.Combine(_folder, files[(index + 1) % files.Length].File);
            (byte[] whole, byte[] wholeNext) = (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(next, TestContext.Current.CancellationToken));

            await File.WriteAllBytesAsync(path, wholeNext, TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(next, whole, TestContext.Current.CancellationToken);
            await AssertRefusedAsync(component, $"{file} swapped");
            await File.WriteAllBytesAsync(next, wholeNext, TestContext.Current.CancellationToken);

            File.Copy(Path.Combine(other, file), path, overwrite: true);
            await AssertRefusedAsync(component, $"{file} of another backup");
            await File.WriteAllBytesAsync(path, whole, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("extra.tar.zst", false)]
    [InlineData(".hidden", false)]
    [InlineData("folder", true)]
    public async Task What_was_added_to_a_backup_refuses_all_of_it_until_it_is_gone_or_forced(string added, bool isFolder)
    {
        string path = Path.Combine(_folder, added);
        if (isFolder)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        }

        foreach (string component in new[] { "Workspaces", "Configuration", "Database" })
        {
            SessionResult result = await AssertRefusedAsync(component, added);
            Assert.Contains($"'{_name}/{added}' in the repository does not belong to the backup", result.TheError.Exception.Message, StringComparison.Ordinal);
        }

        Restore("Configuration", "-Force").ThrowIfFailed();
        Assert.Equal("key: secret of the service\n", await File.ReadAllTextAsync(_system.ConfigurationFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_done_to_a_backup_that_it_builds_on_keeps_the_workspaces_alone_from_being_restored()
    {
        string child = Backup();
        (string file, Action<string> damage)[] damages =
        [
            ("workspaces.tar.zst", path => File.WriteAllBytes(path, Flipped(File.ReadAllBytes(path), 5_000_000))),
            ("workspaces.tar.zst", File.Delete),
            ("manifest.json", path => File.AppendAllText(path, " ")),
            ("SHA256SUMS", File.Delete),
            ("added", path => File.WriteAllText(path, "")),
        ];
        _live = await LiveAsync();
        foreach ((string file, Action<string> damage) in damages)
        {
            string path = Path.Combine(_folder, file);
            byte[]? whole = File.Exists(path) ? await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken) : null;
            damage(path);
            await AssertRefusedAsync("Workspaces", $"{file} of the parent", child);
            File.Delete(path);
            await (whole is null ? Task.CompletedTask : File.WriteAllBytesAsync(path, whole, TestContext.Current.CancellationToken));
        }

        File.Delete(Path.Combine(_folder, "workspaces.tar.zst"));
        Assert.Equal("Restored", Assert.Single(Restore("Configuration, Database", name: child).ThrowIfFailed().Output).Properties["Outcome"].Value.ToString());
    }

    [Fact]
    public async Task Of_chosen_files_each_is_held_to_its_own_sum()
    {
        string archive = Path.Combine(_folder, "workspaces.tar.zst");
        byte[] whole = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(archive, Flipped(whole, whole.Length / 2), TestContext.Current.CancellationToken);

        SessionResult refused = Restore("Workspaces", "-Include vectors.bin");
        Assert.Contains(Id(refused), (string[])["RestoreFailed", "ArchiveCorrupt", "BackupCorrupt"]);
        Assert.Equal(_live, await LiveAsync());

        File.Delete(Path.Combine(_system.Workspaces, "papers", "notes.txt"));
        Restore("Workspaces", "-Include papers/notes.txt").ThrowIfFailed();
        Assert.Equal("Documents.\n", await File.ReadAllTextAsync(Path.Combine(_system.Workspaces, "papers", "notes.txt"), TestContext.Current.CancellationToken));
    }

    private async Task<SessionResult> AssertRefusedAsync(string components, string damage, string? name = null)
    {
        SessionResult result = Restore(components, name: name);
        Assert.True(result.Output.Count == 0 && result.Errors.Count + (result.Terminated is null ? 0 : 1) == 1, $"{damage} was not refused.");
        Assert.Contains(Id(result), (string[])["BackupCorrupt", "ArchiveCorrupt", "RestoreNotPossible", "BackupNotFound", "RestoreFailed", "BackupVersionUnknown"]);
        Assert.Equal(_live, await LiveAsync());
        return result;
    }

    private SessionResult Restore(string components, string parameters = "", string? name = null) =>
        _session.Run($"param($Path, $Name) Restore-SystemBackup $Name -ConfigurationPath $Path -Component {components} -Confirm:$false {parameters}", ("Path", _system.Configuration), ("Name", name ?? _name));

    private string Backup(string parameters = "") => Assert.Single(_session.Run($"param($Path) New-SystemBackup -ConfigurationPath $Path {parameters}", ("Path", _system.Configuration)).ThrowIfFailed().Output).ToString();

    // All but the repository, and the times of folders in which something was staged.
    private async Task<string[]> LiveAsync() =>
        [.. (await TreeListing.OfAsync(_system.Folder)).Where(line => !line.StartsWith("backups", StringComparison.Ordinal) && !line.Contains("/backups/", StringComparison.Ordinal)).Select(line => line.Contains(" d ", StringComparison.Ordinal) ? line[..line.IndexOf(" d ", StringComparison.Ordinal)] : line)];

    private static byte[] Flipped(byte[] whole, int place)
    {
        byte[] flipped = [.. whole];
        flipped[place] ^= 0x10;
        return flipped;
    }

    private static string Id(SessionResult result) => result.TheError.FullyQualifiedErrorId.Split(',')[0];
}
