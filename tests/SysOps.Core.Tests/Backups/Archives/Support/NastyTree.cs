using System.Net.Sockets;
using System.Text;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>A tree with everything that a Linux file system can hold. As root.</summary>
internal static class NastyTree
{
    public static readonly byte[][] Names =
    [
        "new\nline"u8.ToArray(), "quote\"'`"u8.ToArray(), "-leading-dash"u8.ToArray(), "*?[glob]"u8.ToArray(), "back\\slash"u8.ToArray(), " space "u8.ToArray(), "=equals=%3D"u8.ToArray(),
        "größe-日本語"u8.ToArray(), [0xff, 0xfe, 0x80], [(byte)'a', 0xc3], Encoding.UTF8.GetBytes(new string('n', 255)), [.. Enumerable.Repeat((byte)0xe9, 255)],
    ];

    public static void Fill(NativeFolder root)
    {
        foreach (byte[] name in Names)
        {
            WriteFile(root, name, name);
        }

        WriteFile(root, "empty"u8, []);
        WriteFile(root, "large"u8, Noise(9 * 1024 * 1024));
        WriteFile(root, "block"u8, Noise(512));
        WriteSparse(root);
        Links(root);
        Modes(root);
        Attributes(root);
        using NativeFolder deep = MakeFolder(root, "folder"u8);
        WriteFile(deep, "in folder"u8, "content"u8);
        using NativeFolder empty = MakeFolder(root, "empty folder"u8);
        empty.SetModified(new FileTime(1_000_000_000, 123_456_789));
    }

    public static void WriteFile(NativeFolder folder, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        using NativeFile file = folder.CreateFile(name);
        file.Write(content, 0);
    }

    public static NativeFolder MakeFolder(NativeFolder folder, ReadOnlySpan<byte> name)
    {
        folder.CreateFolder(name);
        return folder.OpenFolder(name);
    }

    public static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static void WriteSparse(NativeFolder root)
    {
        using NativeFile sparse = root.CreateFile("sparse"u8);
        sparse.Write(Noise(10_000), 1024 * 1024);
        sparse.Write(Noise(100), 20 * 1024 * 1024);
        sparse.SetLength(64L * 1024 * 1024);
        using NativeFile hole = root.CreateFile("one hole"u8);
        hole.SetLength(100_000);
    }

    private static void Links(NativeFolder root)
    {
        root.CreateLink("link to file"u8, "empty"u8);
        root.CreateLink("dangling"u8, "nowhere/at all"u8);
        root.CreateLink("link outside"u8, "../../../etc/passwd"u8);
        root.CreateLink("long link"u8, Encoding.UTF8.GetBytes(new string('x', 2000)));
        root.CreateLink("binary link"u8, [0xff, 0x0a, 0x80]);
        root.CreateHardLink("a hard link"u8, root, "large"u8);
        root.CreateHardLink("z hard link"u8, root, "large"u8);
        root.CreateHardLink("zz hard link"u8, root, "block"u8);
    }

    private static void Modes(NativeFolder root)
    {
        root.CreateFifo("fifo"u8);
        root.CreateDevice("null"u8, FileKind.CharacterDevice, new DeviceNumber(1, 3));
        root.CreateDevice("loop"u8, FileKind.BlockDevice, new DeviceNumber(7, 300));
        using (NativeNode fifo = root.OpenNode("fifo"u8))
        {
            fifo.SetMode(0x1b4); // 0664
        }

        foreach ((string name, int mode) in ((string, int)[])[("setuid", 0x9ed), ("setgid", 0x5ed), ("forbidden", 0), ("old", 0x1a4)])
        {
            using NativeFile file = root.CreateFile(Encoding.UTF8.GetBytes(name));
            file.SetOwner(name == "old" ? 3_000_000_000 : 1234, 4321);
            file.SetMode(mode);
            file.SetModified(name == "old" ? new FileTime(-86_400, 999_999_999) : new FileTime(1_700_000_000, 1));
        }

        using NativeFolder sticky = MakeFolder(root, "sticky"u8);
        sticky.SetMode(0x3ff); // 1777
        using NativeFolder closed = MakeFolder(root, "closed"u8);
        WriteFile(closed, "inside"u8, "content"u8);
        closed.SetMode(0x140); // 0500
    }

    private static void Attributes(NativeFolder root)
    {
        using NativeFile file = root.CreateFile("with attributes"u8);
        file.SetAttribute(new ExtendedAttribute("user.binary"u8.ToArray(), Enumerable.Range(0, 256).Select(one => (byte)one).ToArray()));
        file.SetAttribute(new ExtendedAttribute("user.empty"u8.ToArray(), default));
        file.SetAttribute(new ExtendedAttribute("user.a=b%c"u8.ToArray(), "x\ny"u8.ToArray()));
        file.SetAttribute(new ExtendedAttribute("trusted.sysops"u8.ToArray(), "kept"u8.ToArray()));
        file.SetAttribute(new ExtendedAttribute("system.posix_acl_access"u8.ToArray(), Acl));
        using NativeFolder folder = MakeFolder(root, "with default acl"u8);
        WriteFile(folder, "no acl of its own"u8, "content"u8);
        folder.SetAttribute(new ExtendedAttribute("system.posix_acl_default"u8.ToArray(), Acl));
        folder.SetAttribute(new ExtendedAttribute("user.folder"u8.ToArray(), "yes"u8.ToArray()));
    }

    // user::rw-, user:1:r--, group::r--, mask::r--, other::---
    private static byte[] Acl =>
    [
        2, 0, 0, 0,
        1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 4, 0, 1, 0, 0, 0, 4, 0, 4, 0, 255, 255, 255, 255, 16, 0, 4, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255,
    ];

    /// <summary>Makes a socket, which .NET removes again when it is disposed of.</summary>
    public static Socket AddSocket(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }
}
