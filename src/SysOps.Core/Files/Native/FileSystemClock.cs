namespace SysOps.Files.Native;

/// <summary>The clock that a file system stamps its files by: that of the server, when it is on another machine.</summary>
public static class FileSystemClock
{
    // How wrong the clock of another machine is taken to be when it cannot be asked.
    private const long RemoteError = 3600;

    /// <summary>Now, by the ctime of a file that never has a name (O_TMPFILE). Where there cannot be one, this machine's time, and an hour less when another machine stamps the files.</summary>
    public static FileTime Read(NativeFolder folder, TimeProvider? time = null)
    {
        nint descriptor = LinuxCalls.OpenAt(folder.Descriptor, NativeFolder.Terminated("."u8), OpenFlags.Unnamed | OpenFlags.Folder | OpenFlags.ReadWrite | OpenFlags.CloseOnExec, 0x180);
        if (descriptor >= 0)
        {
            using NativeFile file = new(descriptor, "."u8);
            return file.ReadFacts().Changed;
        }

        FileTime now = FileTime.Of((time ?? TimeProvider.System).GetUtcNow());
        return FileSystemType.IsRemote(folder) ? now with { Seconds = now.Seconds - RemoteError } : now;
    }
}
