using System.Text;

namespace SysOps.Files.Native;

/// <summary>An open folder. Whatever is reached from it is reached by one name, or beneath it, and no link is followed.</summary>
public sealed class NativeFolder : NativeHandle
{
    // The system takes paths of at most 4,095 bytes; longer ones are gone along piece by piece.
    private const int LongestPiece = 4000;

    internal NativeFolder(nint descriptor, ReadOnlySpan<byte> name)
        : base(descriptor, name)
    {
    }

    /// <summary>Opens the folder that the path leads to; links on the way are followed, as whoever named it meant it.</summary>
    /// <exception cref="NativeException">There is none, or it may not be opened.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public static NativeFolder Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("SysOps changes file trees through opened folders, which it can do on Linux only.");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(path);
        nint descriptor = LinuxCalls.OpenAt(OpenFlags.CurrentFolder, Terminated(bytes), OpenFlags.Folder | OpenFlags.CloseOnExec, 0);
        return descriptor < 0 ? throw new NativeException("open", bytes, NativeError.Last) : new NativeFolder(descriptor, bytes);
    }

    /// <summary>Opens the folder of this name in it, never through a link.</summary>
    public NativeFolder OpenFolder(ReadOnlySpan<byte> name) =>
        new(OpenName(name, OpenFlags.ReadOnly | OpenFlags.Folder), name);

    /// <summary>Opens the folder at this path below it; nothing on the way may be a link, and no race leads outside.</summary>
    /// <exception cref="NativeException">There is no such folder, or a link stands in the way.</exception>
    public NativeFolder OpenBeneath(PathBytes path)
    {
        if (path.IsRoot)
        {
            return OpenFolder("."u8);
        }

        ReadOnlySpan<byte> rest = path.Bytes;
        NativeFolder folder = this;
        while (!rest.IsEmpty)
        {
            int length = rest.Length <= LongestPiece ? rest.Length : rest[..LongestPiece].LastIndexOf((byte)'/');
            NativeFolder next;
            try
            {
                next = folder.OpenPiece(rest[..length]);
            }
            finally
            {
                if (folder != this)
                {
                    folder.Dispose();
                }
            }

            folder = next;
            rest = length == rest.Length ? [] : rest[(length + 1)..];
        }

        return folder;
    }

    /// <summary>Opens a regular file to be read; a FIFO or device put in its place does not block.</summary>
    public NativeFile OpenFile(ReadOnlySpan<byte> name)
    {
        int flags = OpenFlags.ReadOnly | OpenFlags.NonBlocking;
        nint descriptor = LinuxCalls.OpenAt(Descriptor, Terminated(name), flags | OpenFlags.KeepAccessTime | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0);

        // Only its owner and root may leave the time of access alone.
        return new NativeFile(descriptor >= 0 || NativeError.Last != NativeError.NotPermitted ? Opened(descriptor, name) : OpenName(name, flags), name);
    }

    /// <summary>Holds a link, FIFO, device or socket, or anything else, without opening it.</summary>
    public NativeNode OpenNode(ReadOnlySpan<byte> name) => new(OpenName(name, OpenFlags.PathOnly), name);

    /// <summary>Of what has this name in it, not of what a link leads to.</summary>
    public FileFacts ReadFacts(ReadOnlySpan<byte> name) =>
        LinuxCalls.Statx(Descriptor, Terminated(name), OpenFlags.DoNotFollow, StatxBuffer.BasicStatistics, out StatxBuffer buffer) < 0
            ? throw new NativeException("examine", name, NativeError.Last)
            : FileFacts.From(buffer);

    /// <summary>Of what this name leads to, links followed.</summary>
    /// <exception cref="NativeException">It leads nowhere, or it may not be asked.</exception>
    public FileFacts ReadTargetFacts(ReadOnlySpan<byte> name) =>
        LinuxCalls.Statx(Descriptor, Terminated(name), 0, StatxBuffer.BasicStatistics, out StatxBuffer buffer) < 0
            ? throw new NativeException("examine", name, NativeError.Last)
            : FileFacts.From(buffer);

    /// <summary>Where the link of this name says that it leads.</summary>
    public byte[] ReadLink(ReadOnlySpan<byte> name)
    {
        byte[] target = new byte[4096];
        nint length = LinuxCalls.ReadLinkAt(Descriptor, Terminated(name), target, target.Length);
        return length < 0 ? throw new NativeException("read the link", name, NativeError.Last) : target[..(int)length];
    }

    internal static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> name)
    {
        byte[] bytes = new byte[name.Length + 1];
        name.CopyTo(bytes);
        return name.Contains((byte)0) ? throw new NativeException("use", name, NativeError.Invalid) : bytes;
    }

    internal nint OpenName(ReadOnlySpan<byte> name, int flags, uint mode = 0) =>
        Opened(LinuxCalls.OpenAt(Descriptor, Terminated(name), flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, mode), name);

    private static nint Opened(nint descriptor, ReadOnlySpan<byte> name) =>
        descriptor < 0 ? throw new NativeException("open", name, NativeError.Last) : descriptor;

    private NativeFolder OpenPiece(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<ulong> how = [(ulong)(OpenFlags.Folder | OpenFlags.NoFollow | OpenFlags.CloseOnExec), 0, OpenFlags.Beneath | OpenFlags.NoSymbolicLinks | OpenFlags.NoMagicLinks];
        nint descriptor = LinuxCalls.OpenAt2(OpenFlags.OpenAt2Number, Descriptor, Terminated(path), how, how.Length * sizeof(ulong));
        if (descriptor < 0 && (NativeError.Last == NativeError.NotImplemented || NativeError.Last == NativeError.NotPermitted))
        {
            return OpenStepwise(path);
        }

        return new NativeFolder(Opened(descriptor, path), path);
    }

    // Kernels before 5.6, and container filters that do not know the call.
    private NativeFolder OpenStepwise(ReadOnlySpan<byte> path)
    {
        NativeFolder folder = OpenFolder(".."u8.SequenceEqual(FirstName(path)) ? throw new NativeException("open", path, NativeError.OtherFileSystem) : FirstName(path));
        while (path.IndexOf((byte)'/') is int slash && slash >= 0)
        {
            path = path[(slash + 1)..];
            using NativeFolder parent = folder;
            folder = parent.OpenFolder(".."u8.SequenceEqual(FirstName(path)) ? throw new NativeException("open", path, NativeError.OtherFileSystem) : FirstName(path));
        }

        return folder;
    }

    private static ReadOnlySpan<byte> FirstName(ReadOnlySpan<byte> path) => path.IndexOf((byte)'/') is int slash && slash >= 0 ? path[..slash] : path;
}
