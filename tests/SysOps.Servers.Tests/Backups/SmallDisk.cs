using System.Diagnostics;
using SysOps.Testing;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A file system of two megabytes. As root it is mounted here; else the tests need a namespace of their own, which the message tells.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public static async Task<SmallDisk> MountAsync()
    {
        var disk = new SmallDisk();
        Assert.True(await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", disk.Path), "This test mounts a small tmpfs: run it as root, or under 'unshare --map-root-user --mount'.");
        return disk;
    }

    public void Dispose()
    {
        RunAsync("umount", Path).GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
