using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace SysOps.Files.Native;

/// <summary>Something of the file system that is open, so that it stays the same whatever its path becomes. Linux only.</summary>
public abstract class NativeHandle : SafeHandle
{
    private readonly byte[] _name;

    private protected NativeHandle(nint descriptor, ReadOnlySpan<byte> name)
        : base(-1, ownsHandle: true)
    {
        _name = name.ToArray();
        SetHandle(descriptor);
    }

    /// <inheritdoc />
    public override bool IsInvalid => handle < 0;

    /// <summary>The name it was opened by, for messages.</summary>
    public ReadOnlySpan<byte> Name => _name;

    internal nint Descriptor => IsClosed ? throw new ObjectDisposedException(GetType().Name) : handle;

    /// <summary>Where the system shows what is open here, ending with a zero: the way to what has no descriptor of its own.</summary>
    internal byte[] SystemPath => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{Descriptor}\0"));

    /// <exception cref="NativeException">It cannot be asked.</exception>
    public FileFacts ReadFacts()
    {
        Check(LinuxCalls.Statx(Descriptor, [0], OpenFlags.EmptyPath, StatxBuffer.BasicStatistics, out StatxBuffer buffer), "examine");
        return FileFacts.From(buffer);
    }

    /// <summary>Only root gives files away; a change clears the set-user-id bits.</summary>
    public void SetOwner(uint owner, uint group) =>
        Check(LinuxCalls.ChangeOwnerAt(Descriptor, [0], owner, group, OpenFlags.EmptyPath), "change the owner of");

    /// <param name="mode">The twelve permission bits.</param>
    public virtual void SetMode(int mode) => Check(LinuxCalls.ChangeMode(Descriptor, (uint)mode), "change the mode of");

    /// <summary>Sets the time of modification; the time of access becomes the same.</summary>
    public virtual void SetModified(FileTime time) => Check(LinuxCalls.SetTimes(Descriptor, time.AsTimes()), "set the time of");

    /// <summary>Waits until it is on the disk: of a folder, the names in it.</summary>
    public void Sync() => Check(LinuxCalls.Sync(Descriptor), "sync");

    /// <summary>Waits until everything on its file system is on the disk.</summary>
    public void SyncFileSystem() => Check(LinuxCalls.SyncFileSystem(Descriptor), "sync the file system of");

    /// <inheritdoc />
    protected override bool ReleaseHandle() => LinuxCalls.Close(handle) == 0;

    private protected void Check(nint result, string action)
    {
        if (result < 0)
        {
            throw new NativeException(action, _name, NativeError.Last);
        }
    }
}
