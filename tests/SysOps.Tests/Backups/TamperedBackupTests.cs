using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>Whatever is done to any file of a backup: Test-SystemBackup fails, and names the file.</summary>
public sealed class TamperedBackupTests : IAsyncLifetime
{
    private static readonly string[] Notes = ["labels.json", "verification.jsonl"];

    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;
    private string _name = "";
    private string _folder = "";
    private Dictionary<string, byte[]> _whole = [];

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        _name = BackUp();
        _folder = Path.Combine(_system.Repository, _name);
        _whole = FilesOf(_folder);
        Assert.Equal(9, _whole.Count);
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void One_bit_or_one_byte_is_found_whatever_file_of_the_backup_it_is()
    {
        foreach ((string file, byte[] whole) in _whole)
        {
            foreach (int place in (int[])[0, 10, whole.Length / 2, whole.Length - 1])
            {
                byte[] changed = [.. whole];
                changed[place] ^= 0x10;
                AssertFails($"a bit at {place} of {file}", file, changed);
            }

            AssertFails($"{file} cut off", file, whole[..^1]);
            AssertFails($"{file} emptied", file, []);
            AssertFails($"{file} with a byte more", file, [.. whole, 0]);
            AssertFails($"{file} with a line end more", file, [.. whole, (byte)'\n']);
        }

        Assert.Equal("Passed", Test().Properties["Result"].Value.ToString());
    }

    [Fact]
    public void A_file_that_is_missing_is_found_but_for_notes_which_no_backup_needs()
    {
        foreach (string file in _whole.Keys)
        {
            File.Delete(PathOf(file));
            if (Notes.Contains(file, StringComparer.Ordinal))
            {
                Assert.Equal("Passed", Test().Properties["Result"].Value.ToString());
            }
            else
            {
                AssertFails($"{file} missing", file);
            }

            PutBack();
        }
    }

    [Fact]
    public void Files_that_are_swapped_or_exchanged_for_those_of_another_backup_are_found()
    {
        File.AppendAllText(_system.ConfigurationFile, "changed: true");
        File.AppendAllText(Path.Combine(_system.Workspaces, "again.txt"), "changed");
        Dictionary<string, byte[]> other = FilesOf(Path.Combine(_system.Repository, BackUp()));
        string[] files = [.. _whole.Keys];

        for (int index = 0; index < files.Length; index++)
        {
            string file = files[index];
            string next = files[(index + 1) % files.Length];
            File.WriteAllBytes(PathOf(next), _whole[file]);
            AssertFails($"{file} and {next} swapped", file, _whole[next]);

            // The copy of an unchanged database is the same file.
            if (file != "database.sqlite.zst")
            {
                AssertFails($"{file} of another backup", file, other[file]);
            }
        }
    }

    [Fact]
    public void What_was_added_to_a_backup_is_found()
    {
        AssertFails("an added file", "extra.tar.zst", []);
        AssertFails("an added hidden file", ".labels.json", _whole["labels.json"]);

        Directory.CreateDirectory(PathOf("folder"));
        AssertFails("an added folder", "folder");
        Directory.Delete(PathOf("folder"));

        File.Move(PathOf("workspaces.tar.zst"), Path.Combine(_system.Folder, "elsewhere"));
        File.CreateSymbolicLink(PathOf("workspaces.tar.zst"), Path.Combine(_system.Folder, "elsewhere"));
        AssertFails("a link in place of a file", "workspaces.tar.zst");
    }

    [Fact]
    public void A_pin_whose_name_is_damaged_is_found_and_keeps_the_backup()
    {
        Run("Set-SystemBackup $Name -Pin -ConfigurationPath $Path").ThrowIfFailed();
        string labels = File.ReadAllText(PathOf("labels.json"));
        Assert.Contains("\"pinned\":true", labels, StringComparison.Ordinal);
        BackUp();
        BackUp("-Full");

        File.WriteAllText(PathOf("labels.json"), labels.Replace("pinned", "qinned", StringComparison.Ordinal));

        Assert.StartsWith("labels.json: The labels", Assert.Single(Findings(Test())), StringComparison.Ordinal);
        SessionResult removal = Run("Remove-SystemBackup -KeepLast 1 -ConfigurationPath $Path -Confirm:$false | Where-Object { \"$($_.Name)\" -eq $Name }").ThrowIfFailed();
        Assert.Equal("Kept", Assert.Single(removal.Output).Properties["Outcome"].Value.ToString());
        Assert.True(Directory.Exists(_folder));
    }

    // A backup with labels and with a test of it.
    private string BackUp(string parameters = "")
    {
        string name = Assert.Single(Run($"New-SystemBackup -Tag nightly -ConfigurationPath $Path {parameters}").ThrowIfFailed().Output).ToString();
        Assert.Equal("True", Assert.Single(_session.Run("param($Path, $Name) Test-SystemBackup $Name -ConfigurationPath $Path -Quiet", ("Path", _system.Configuration), ("Name", name)).ThrowIfFailed().Output).ToString());
        return name;
    }

    private void AssertFails(string damage, string file, byte[] content)
    {
        File.WriteAllBytes(PathOf(file), content);
        AssertFails(damage, file);
    }

    // Where the manifest is damaged nothing can be said of the rest; of one that can be read all the same the sums tell.
    private void AssertFails(string damage, string file)
    {
        PSObject result = Test();
        Assert.True(result.Properties["Result"].Value.ToString() == "Failed", $"{damage} was not found.");
        string[] named = file == "manifest.json" ? [file, "SHA256SUMS"] : [file, "manifest.json"];
        Assert.Contains(Findings(result), finding => named.Any(name => finding.StartsWith($"{name}: ", StringComparison.Ordinal)));
        PutBack();
    }

    // The notes too, as the test itself adds to them.
    private void PutBack()
    {
        foreach (string added in Directory.EnumerateFiles(_folder).Where(path => !_whole.ContainsKey(Path.GetFileName(path)) || new FileInfo(path).LinkTarget is not null))
        {
            File.Delete(added);
        }

        foreach ((string file, byte[] whole) in _whole)
        {
            File.WriteAllBytes(PathOf(file), whole);
        }
    }

    private PSObject Test() => Assert.Single(Run("Test-SystemBackup $Name -ConfigurationPath $Path").ThrowIfFailed().Output);

    private string[] Findings(PSObject result) => [.. _session.Run("param($Item) $Item.Findings | ForEach-Object { \"$_\" }", ("Item", result)).ThrowIfFailed().Output.Select(line => line.ToString())];

    private SessionResult Run(string script) => _session.Run($"param($Path, $Name) {script}", ("Path", _system.Configuration), ("Name", _name));

    private string PathOf(string file) => Path.Combine(_folder, file);

    private static Dictionary<string, byte[]> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes, StringComparer.Ordinal);
}
