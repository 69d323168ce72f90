namespace SysOps.Files.Native;

/// <summary>A link, FIFO, device or socket itself: nothing is opened, followed or started by holding it.</summary>
public sealed class NativeNode : NativeHandle
{
    internal NativeNode(nint descriptor, ReadOnlySpan<byte> name)
        : base(descriptor, name)
    {
    }

    /// <inheritdoc />
    /// <remarks>Not for links: they have no mode of their own.</remarks>
    public override void SetMode(int mode) => Check(LinuxCalls.ChangeMode(SystemPath, (uint)mode), "change the mode of");

    /// <inheritdoc />
    public override void SetModified(FileTime time) =>
        Check(LinuxCalls.SetTimesAt(OpenFlags.CurrentFolder, SystemPath, time.AsTimes(), 0), "set the time of");
}
