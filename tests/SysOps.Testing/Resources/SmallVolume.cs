using System.Diagnostics;

namespace SysOps.Testing.Resources;

/// <summary>A small file system in memory, mounted in a folder of the test; it is gone afterwards.</summary>
public sealed class SmallVolume : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallVolume()
    {
    }

    public string Path => _folder.Path;

    /// <summary>Null where this user may not mount.</summary>
    public static SmallVolume? TryMount(string options)
    {
        var volume = new SmallVolume();
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", volume.Path))
        {
            return volume;
        }

        volume._folder.Dispose();
        return null;
    }

    public void Remount(string options) => _ = Run("mount", "-o", $"remount,{options}", Path) ? true : throw new IOException($"The volume '{Path}' cannot be mounted anew.");

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
