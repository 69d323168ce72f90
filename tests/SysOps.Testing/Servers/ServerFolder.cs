using System.Globalization;

namespace SysOps.Testing.Servers;

/// <summary>A private folder (0700) for one server, whose name tells the test process that owns it; those of processes that are gone are swept away.</summary>
internal sealed class ServerFolder : IDisposable
{
    private const string Prefix = "sysops-server-";

    public ServerFolder()
    {
        Sweep();
        Path = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
        ServerAccount.GiveFolder(Path);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static void Sweep()
    {
        foreach (string folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            string owner = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out int processId) && !Directory.Exists($"/proc/{processId}"))
            {
                Remove(folder);
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Others sweep at the same time, or the server of a killed run is just ending: what is left goes with the next sweep.
        }
    }
}
