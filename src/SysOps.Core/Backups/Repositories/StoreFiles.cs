using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Backups.Repositories;

/// <summary>The store on a real file system.</summary>
public sealed class StoreFiles : IStoreFiles
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public void CreateFolder(string path)
    {
        if (Path.Exists(path))
        {
            throw new IOException($"'{path}' exists already.");
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerFolder);
    }

    public IStoreFile CreateFile(string path) => new StoreFile(path);

    public byte[] Read(string path, int maximumBytes)
    {
        // A link could lead anywhere, and opening a pipe would wait for its writer for ever.
        FileInfo file = new(path);
        if (file.LinkTarget is not null || (file.Exists && !OperatingSystem.IsWindows() && !FileStatus.Of(path).IsRegularFile))
        {
            throw new IOException($"'{path}' is no regular file.");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length > maximumBytes)
        {
            throw new IOException($"'{path}' has {Size.Format(stream.Length)}, and more than {Size.Format(maximumBytes)} are not read.");
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    public bool FolderExists(string path) => Directory.Exists(path);

    public IReadOnlyList<StoreEntry> List(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", All()).Select(entry => new StoreEntry(entry.Name, KindOf(entry)))];

    public void Rename(string source, string target) => ExclusiveRename.Rename(source, target);

    public void Replace(string source, string target) => File.Move(source, target, overwrite: true);

    public void SyncFolder(string path) => FolderSync.Sync(path);

    public void DeleteFile(string path) => File.Delete(path);

    public void DeleteFolder(string path) => Directory.Delete(path);

    public StoreSpace SpaceOf(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            DriveInfo drive = new(path);
            return new StoreSpace(drive.TotalSize, drive.AvailableFreeSpace);
        }

        FileSystemUsage usage = FileSystemUsage.Of(path);
        return new StoreSpace(usage.TotalBytes, usage.AvailableBytes);
    }

    private static EnumerationOptions All() => new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    private static StoreEntryKind KindOf(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: not null } => StoreEntryKind.Link,
        DirectoryInfo => StoreEntryKind.Folder,
        _ when !OperatingSystem.IsWindows() && entry.Exists && !FileStatus.Of(entry.FullName).IsRegularFile => StoreEntryKind.Special,
        _ => StoreEntryKind.File,
    };
}
