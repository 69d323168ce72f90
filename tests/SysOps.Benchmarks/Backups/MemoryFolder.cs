using System.Globalization;

namespace SysOps.Benchmarks.Backups;

/// <summary>A folder on tmpfs that is gone afterwards: making small files on a worn disk varies tenfold.</summary>
internal sealed class MemoryFolder : IDisposable
{
    public MemoryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = string.Create(CultureInfo.InvariantCulture, $"/dev/shm/sysops-benchmark-{Environment.ProcessId}");

    /// <summary>Full path of a name in it.</summary>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Remove(string name)
    {
        if (Directory.Exists(Of(name)))
        {
            Directory.Delete(Of(name), recursive: true);
        }

        File.Delete(Of(name));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
