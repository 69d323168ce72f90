namespace SysOps.Files.Native;

/// <summary>What changes the names in an open folder. None of it follows a link, and nothing that exists is replaced unless it says so.</summary>
public static class FolderChanges
{
    private const uint PrivateFile = 0x180; // 0600
    private const uint NoReplace = 1;
    private const uint Exchange = 2;

    /// <summary>Makes a folder; its mode is 0700 until <see cref="NativeHandle.SetMode"/> says otherwise.</summary>
    public static void CreateFolder(this NativeFolder folder, ReadOnlySpan<byte> name) =>
        Check(LinuxCalls.MakeFolderAt(folder.Descriptor, NativeFolder.Terminated(name), 0x1c0), "make the folder", name);

    /// <summary>Makes a file of mode 0600 that was not there before, to be written and read.</summary>
    public static NativeFile CreateFile(this NativeFolder folder, ReadOnlySpan<byte> name) =>
        new(folder.OpenName(name, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive, PrivateFile), name);

    /// <summary>Opens a regular file to be read and written, never through a link; a FIFO or device put in its place does not block.</summary>
    public static NativeFile OpenWritable(this NativeFolder folder, ReadOnlySpan<byte> name) => new(folder.OpenName(name, OpenFlags.ReadWrite | OpenFlags.NonBlocking), name);

    public static void CreateLink(this NativeFolder folder, ReadOnlySpan<byte> name, ReadOnlySpan<byte> target) =>
        Check(LinuxCalls.SymbolicLinkAt(NativeFolder.Terminated(target), folder.Descriptor, NativeFolder.Terminated(name)), "make the link", name);

    /// <summary>Gives what has a name in the other folder a second name here.</summary>
    public static void CreateHardLink(this NativeFolder folder, ReadOnlySpan<byte> name, NativeFolder other, ReadOnlySpan<byte> otherName) =>
        Check(LinuxCalls.LinkAt(other.Descriptor, NativeFolder.Terminated(otherName), folder.Descriptor, NativeFolder.Terminated(name), 0), "make the hard link", name);

    public static void CreateFifo(this NativeFolder folder, ReadOnlySpan<byte> name) =>
        Check(LinuxCalls.MakeNodeAt(folder.Descriptor, NativeFolder.Terminated(name), StatxBuffer.Fifo | PrivateFile, 0), "make the FIFO", name);

    /// <summary>Makes a device: only root may.</summary>
    public static void CreateDevice(this NativeFolder folder, ReadOnlySpan<byte> name, FileKind kind, DeviceNumber device)
    {
        uint type = (uint)(kind == FileKind.BlockDevice ? StatxBuffer.BlockDevice : StatxBuffer.CharacterDevice);
        Check(LinuxCalls.MakeNodeAt(folder.Descriptor, NativeFolder.Terminated(name), type | PrivateFile, device.Packed), "make the device", name);
    }

    /// <summary>Removes the name of anything but a folder.</summary>
    public static void Remove(this NativeFolder folder, ReadOnlySpan<byte> name) =>
        Check(LinuxCalls.UnlinkAt(folder.Descriptor, NativeFolder.Terminated(name), 0), "remove", name);

    /// <summary>Removes an empty folder.</summary>
    public static void RemoveFolder(this NativeFolder folder, ReadOnlySpan<byte> name) =>
        Check(LinuxCalls.UnlinkAt(folder.Descriptor, NativeFolder.Terminated(name), OpenFlags.RemoveFolder), "remove the folder", name);

    /// <summary>Renames, unless the new name is taken.</summary>
    /// <exception cref="NativeException">The name is taken (<see cref="NativeError.Exists"/>), even by an empty folder.</exception>
    public static void Rename(this NativeFolder folder, ReadOnlySpan<byte> name, NativeFolder other, ReadOnlySpan<byte> newName) =>
        Check(LinuxCalls.RenameAt2(folder.Descriptor, NativeFolder.Terminated(name), other.Descriptor, NativeFolder.Terminated(newName), NoReplace), "rename", name);

    /// <summary>Renames over what has the new name.</summary>
    public static void Replace(this NativeFolder folder, ReadOnlySpan<byte> name, NativeFolder other, ReadOnlySpan<byte> newName) =>
        Check(LinuxCalls.RenameAt2(folder.Descriptor, NativeFolder.Terminated(name), other.Descriptor, NativeFolder.Terminated(newName), 0), "rename", name);

    /// <summary>Exchanges two names in one step: at no moment is either missing.</summary>
    public static void ExchangeNames(this NativeFolder folder, ReadOnlySpan<byte> name, NativeFolder other, ReadOnlySpan<byte> otherName) =>
        Check(LinuxCalls.RenameAt2(folder.Descriptor, NativeFolder.Terminated(name), other.Descriptor, NativeFolder.Terminated(otherName), Exchange), "exchange", name);

    private static void Check(int result, string action, ReadOnlySpan<byte> name)
    {
        if (result < 0)
        {
            throw new NativeException(action, name, NativeError.Last);
        }
    }
}
