using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Backups;

/// <summary>restic, where it is installed (apt-get install restic), with its defaults and a repository on tmpfs.</summary>
internal sealed class Restic(MemoryFolder folder)
{
    private const string Repository = "restic";

    public static string? Path { get; } = new[] { "/usr/bin/restic", "/usr/local/bin/restic" }.FirstOrDefault(File.Exists);

    private string Password => folder.Of("restic-password");

    /// <summary>A repository without any backup.</summary>
    public async Task StartAgainAsync()
    {
        folder.Remove(Repository);
        await File.WriteAllTextAsync(Password, "benchmark");
        await new ChildProcess(Path!, "-q", "-r", folder.Of(Repository), "--password-file", Password, "init").RunAsync();
    }

    public Task<Sample> BackupAsync(string tree) => new ChildProcess(Path!, "-q", "-r", folder.Of(Repository), "--password-file", Password, "--cache-dir", folder.Of("restic-cache"), "backup", tree).RunAsync();
}
