using System.Diagnostics;
using System.Management.Automation;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

public sealed class CopySystemBackupTests : IAsyncLifetime
{
    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;
    private string _full = null!;
    private string _child = null!;
    private string _alone = null!;

    private string Second => Path.Combine(_system.Folder, "second");

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        _full = Run("New-SystemBackup -Component Workspaces -Tag first -ConfigurationPath $Path").ThrowIfFailed().Output.Single().ToString();
        _child = Run("New-SystemBackup -Component Workspaces -ConfigurationPath $Path").ThrowIfFailed().Output.Single().ToString();
        _alone = Run("New-SystemBackup -Component Database -ConfigurationPath $Path").ThrowIfFailed().Output.Single().ToString();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_backup_is_copied_with_its_chain_and_is_byte_for_byte_what_it_was()
    {
        string[] before = await TreeListing.WithChangeTimesAsync(Path.Combine(_system.Repository, _child));
        Run("Set-SystemBackup $Full -Pin -ConfigurationPath $Path; Test-SystemBackup $Full -ConfigurationPath $Path").ThrowIfFailed();

        SessionResult result = Run("Copy-SystemBackup $Child $Second -ConfigurationPath $Path").ThrowIfFailed();

        Assert.Equal([_full, _child], Names(result));
        Assert.All(result.Output, backup => Assert.StartsWith(Second, backup.Properties["Path"].Value.ToString(), StringComparison.Ordinal));
        Assert.Equal([_child, _full], Names(Run("Get-SystemBackup -Repository $Second")));
        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(Path.Combine(_system.Repository, _child)));
        foreach (string name in (string[])[_full, _child])
        {
            await TestProgram.RunAsync("diff", "-r", "--exclude=verification.jsonl", Path.Combine(_system.Repository, name), Path.Combine(Second, name));
        }

        Assert.Equal(["True first ", "False  "], Run("Get-SystemBackup $Full, $Child -Repository $Second").Output.Reverse().Select(backup => $"{backup.Properties["Pinned"].Value} {string.Join(' ', (IEnumerable<string>)backup.Properties["Tags"].Value)} {backup.Properties["Verified"].Value}"));
        Assert.All(
            Directory.EnumerateFileSystemEntries(Second, "*", SearchOption.AllDirectories), path => Assert.Equal(
            Directory.Exists(path) ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
        Assert.Equal(["True"], Run("Get-SystemBackup -Repository $Second | Test-SystemBackup -Quiet").ThrowIfFailed().Output.Select(item => item.ToString()));
    }

    [Fact]
    public async Task A_copy_restores_the_workspaces_when_the_first_repository_is_gone()
    {
        Run("Get-SystemBackup $Child -ConfigurationPath $Path | Copy-SystemBackup -Destination $Second").ThrowIfFailed();
        Directory.Delete(_system.Repository, recursive: true);
        string folder = Path.Combine(_system.Folder, "look");

        Run($"Restore-SystemBackup $Child -Repository $Second -Destination '{folder}' -ConfigurationPath $Path -Confirm:$false").ThrowIfFailed();

        await TestProgram.RunAsync("cmp", Path.Combine(_system.Workspaces, "vectors.bin"), Directory.GetFiles(folder, "vectors.bin", SearchOption.AllDirectories).Single());
    }

    [Fact]
    public async Task What_is_there_already_is_not_copied_again_and_the_rest_is()
    {
        Run("Copy-SystemBackup $Full $Second -ConfigurationPath $Path").ThrowIfFailed();
        string[] before = await TreeListing.WithChangeTimesAsync(Path.Combine(Second, _full));

        SessionResult result = Run("Copy-SystemBackup * $Second -ConfigurationPath $Path").ThrowIfFailed();

        Assert.Equal([_alone, _child, _full], Names(result).OrderDescending(StringComparer.Ordinal));
        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(Path.Combine(Second, _full)));
        Assert.Equal([_alone, _child, _full], Names(Run("Get-SystemBackup -Repository $Second")));
        Assert.Equal([_full], Names(Run("Copy-SystemBackup $Full $Second -ConfigurationPath $Path").ThrowIfFailed()));
    }

    [Fact]
    public void Another_backup_of_the_same_name_is_refused_and_stays()
    {
        Run("Copy-SystemBackup $Full $Second -ConfigurationPath $Path").ThrowIfFailed();
        string manifest = Path.Combine(Second, _full, "manifest.json");
        File.AppendAllText(manifest, "\n");
        string changed = File.ReadAllText(manifest);

        SessionResult result = Run("Copy-SystemBackup $Child, $Alone $Second -ConfigurationPath $Path");

        AssertError(result, "BackupCopyRefused", ErrorCategory.InvalidOperation, _full);
        Assert.Equal([_alone], Names(result));
        Assert.Equal(changed, File.ReadAllText(manifest));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("missing")]
    [InlineData("added")]
    public void A_damaged_one_is_an_error_with_all_that_build_on_it_and_the_others_are_copied(string damage)
    {
        Damage(damage, Path.Combine(_system.Repository, _full, "workspaces.tar.zst"));

        SessionResult result = Run("Copy-SystemBackup $Child, $Alone $Second -ConfigurationPath $Path");

        AssertError(result, "BackupCorrupt", ErrorCategory.InvalidData, _full);
        Assert.Equal([_alone], Names(result));
        Assert.Equal([_alone, "lock", "repository.json"], Directory.EnumerateFileSystemEntries(Second).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_chain_that_is_broken_is_an_error_before_anything_is_written()
    {
        Directory.Delete(Path.Combine(_system.Repository, _full), recursive: true);

        AssertError(Run("Copy-SystemBackup $Child $Second -ConfigurationPath $Path"), "BackupCorrupt", ErrorCategory.InvalidData, _child);
        Assert.False(Directory.Exists(Second));
    }

    [Fact]
    public async Task WhatIf_writes_what_would_be_copied_and_changes_nothing()
    {
        string[] before = await TreeListing.WithChangeTimesAsync(_system.Folder);

        SessionResult planned = Run("Copy-SystemBackup $Child $Second -ConfigurationPath $Path -WhatIf").ThrowIfFailed();

        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_system.Folder));
        Assert.All(planned.Output, backup => Assert.Equal("Planned", backup.Properties["Status"].Value.ToString()));
        Assert.Equal(Paths(planned), Paths(Run("Copy-SystemBackup $Child $Second -ConfigurationPath $Path").ThrowIfFailed()));
    }

    [Theory]
    [InlineData("backups")]
    [InlineData("backups/within")]
    [InlineData("link")]
    [InlineData(".")]
    public void The_same_repository_or_one_within_the_other_is_refused(string destination)
    {
        Directory.CreateSymbolicLink(Path.Combine(_system.Folder, "link"), _system.Repository);

        SessionResult result = Run($"Copy-SystemBackup $Full '{Path.Combine(_system.Folder, destination)}' -ConfigurationPath $Path");

        Assert.StartsWith("BackupCopyRefused,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_system.Repository, "within")));
    }

    [Fact]
    public void A_folder_of_something_else_and_a_full_volume_are_refused()
    {
        SessionResult foreign = Run("Copy-SystemBackup $Full $Workspaces -ConfigurationPath $Path");
        AssertError(foreign, "BackupRepositoryInvalid", ErrorCategory.InvalidOperation, _system.Workspaces);

        _system.Configure(database: null, new() { ["reserve"] = "100%" });
        AssertError(Run("Copy-SystemBackup $Full $Second -ConfigurationPath $Path"), "BackupSpaceMissing", ErrorCategory.InvalidOperation, Second);
        Assert.Empty(Run("Get-SystemBackup -Repository $Second").ThrowIfFailed().Output);
    }

    [Theory]
    [InlineData("backups", "--shared", true)]
    [InlineData("backups", "--exclusive", false)]
    [InlineData("second", "--shared", false)]
    public async Task The_first_repository_is_shared_with_readers_and_the_second_with_nobody(string held, string mode, bool isCopied)
    {
        Run("Copy-SystemBackup $Alone $Second -ConfigurationPath $Path").ThrowIfFailed();
        using Process holder = TestProgram.Start("flock", mode, "--no-fork", Path.Combine(_system.Folder, held, "lock"), "sh", "-c", "echo held; exec sleep 300");
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        SessionResult result = Run("Copy-SystemBackup $Full $Second -LockTimeout 0s -ConfigurationPath $Path");
        holder.Kill();

        if (isCopied)
        {
            Assert.Equal([_full], Names(result.ThrowIfFailed()));
        }
        else
        {
            AssertError(result, "BackupRepositoryBusy", ErrorCategory.ResourceBusy, Path.Combine(_system.Folder, held));
        }
    }

    private static void Damage(string how, string file)
    {
        switch (how)
        {
            case "flipped":
                using (FileStream stream = new(file, FileMode.Open))
                {
                    stream.Position = stream.Length / 2;
                    int value = stream.ReadByte();
                    stream.Position--;
                    stream.WriteByte((byte)(value ^ 1));
                }

                break;
            case "cut":
                using (FileStream stream = new(file, FileMode.Open))
                {
                    stream.SetLength(stream.Length - 1);
                }

                break;
            case "missing":
                File.Delete(file);
                break;
            default:
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "added"), "");
                break;
        }
    }

    private SessionResult Run(string script) => _session.Run(
        $"param($Path, $Second, $Workspaces, $Full, $Child, $Alone) {script}",
        ("Path", _system.Configuration), ("Second", Second), ("Workspaces", _system.Workspaces), ("Full", _full), ("Child", _child), ("Alone", _alone));

    private static void AssertError(SessionResult result, string id, ErrorCategory category, string target)
    {
        Assert.Equal($"{id},SysOps.Commands.CopySystemBackupCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Equal((category, target), (result.TheError.CategoryInfo.Category, result.TheError.TargetObject));
    }

    private static IEnumerable<string> Names(SessionResult result) => result.Output.Select(item => item.ToString());

    private static IEnumerable<object> Paths(SessionResult result) => result.Output.Select(item => item.Properties["Path"].Value);
}
