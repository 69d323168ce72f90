using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Drilling;

/// <summary>
/// The folder that a drill restores into, with a lock that ends with its process: so the next drill tells one that a killed process left
/// from one in use, and removes it.
/// </summary>
internal sealed class DrillFolder : IDisposable
{
    private const string Prefix = "sysops-drill-";

    // The last of all names: it goes last, so that what a kill leaves of a removal is known by it.
    private const string LockName = "~lock";

    // Others may go through to what belongs to them, and see nothing: the throw-away server runs as another user when this one is root.
    private const int PassThrough = 0x1c9; // 0711

    private readonly LockFile _lock;

    private DrillFolder(string path, LockFile held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Makes one, after it has removed those that nobody uses any more.</summary>
    /// <param name="parent">Full path of the folder it is made in.</param>
    /// <param name="now">For its name.</param>
    /// <param name="removed">Told the path of each that was left by a process that ended.</param>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static DrillFolder Create(string parent, DateTimeOffset now, Action<string> removed)
    {
        Sweep(parent, removed);
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        string path = System.IO.Path.Combine(parent, name);
        using NativeFolder above = NativeFolder.Open(parent);
        above.CreateFolder(Encoding.UTF8.GetBytes(name));
        LockFile held = LockFile.Open(System.IO.Path.Combine(path, LockName), write: true);
        if (!held.TryLock(exclusive: true))
        {
            held.Dispose();
            throw new IOException($"'{path}' was taken for one that a drill had left: try again.");
        }

        using NativeFolder folder = above.OpenFolder(Encoding.UTF8.GetBytes(name));
        folder.SetMode(PassThrough);
        return new DrillFolder(path, held);
    }

    /// <summary>Makes a private folder in it.</summary>
    public string Make(string name)
    {
        string path = System.IO.Path.Combine(Path, name);
        PrivateFiles.CreateFolder(path);
        return path;
    }

    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    private static void Sweep(string parent, Action<string> removed)
    {
        foreach (string path in Directory.EnumerateDirectories(parent, Prefix + "*"))
        {
            using FileStream? held = TryTake(path);
            if (held is not null)
            {
                Remove(path);
                removed(path);
            }
        }
    }

    // In a folder that all may write to, only what is our own is ours. Opened and never made, so that a drill that is just removing its own is left to it.
    private static FileStream? TryTake(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && FileStatus.Of(path).OwnerId == FileStatus.CurrentUserId && new FileInfo(path).LinkTarget is null
                ? new FileStream(System.IO.Path.Combine(path, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // In use, being made or removed just now, or another user's.
            return null;
        }
    }

    private static void Remove(string path)
    {
        using NativeFolder parent = NativeFolder.Open(System.IO.Path.GetDirectoryName(path)!);
        TreeRemoval.Remove(parent, Encoding.UTF8.GetBytes(System.IO.Path.GetFileName(path)));
    }
}
