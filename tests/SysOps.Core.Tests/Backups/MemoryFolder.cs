namespace SysOps.Core.Tests.Backups;

/// <summary>A private folder in memory where there is one: suites of many runs need not wait for a disk.</summary>
internal sealed class MemoryFolder : IDisposable
{
    private readonly string _path = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"sysops-test-{Guid.NewGuid():n}");

    public MemoryFolder() => Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Where a repository may be made; two folders are missing on the way.</summary>
    public string Repository => Path.Combine(_path, "state", "backups");

    public string Root => _path;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
