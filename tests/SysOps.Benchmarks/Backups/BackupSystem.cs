using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Backups;

/// <summary>A system of workspaces alone, backed up and restored by the published sysops.</summary>
internal sealed class BackupSystem(ISysOps shell, MemoryFolder folder, string tree)
{
    private const string Repository = "backups";

    /// <summary>Full path of the newest backup.</summary>
    public string Newest => Directory.GetDirectories(folder.Of(Repository), "2*").Max(StringComparer.Ordinal)!;

    /// <summary>A repository without any backup.</summary>
    public void StartAgain() => folder.Remove(Repository);

    public async Task<Sample> BackupAsync() => await shell.RunAsync("Complete", "New-SystemBackup", "-Component", "Workspaces", "-ConfigurationPath", Configuration());

    public async Task<Sample> RestoreAsync(string destination) =>
        await shell.RunAsync("Restored", "Restore-SystemBackup", Path.GetFileName(Newest), "-ConfigurationPath", Configuration(), "-Component", "Workspaces", "-Destination", destination, "-Confirm:$false");

    private string Configuration()
    {
        string path = folder.Of("sysops.json");
        File.WriteAllText(path, $$"""{ "name": "benchmark", "workspaces": { "path": "{{tree}}" }, "backups": { "path": "{{folder.Of(Repository)}}", "reserve": "1MB" } }""");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
