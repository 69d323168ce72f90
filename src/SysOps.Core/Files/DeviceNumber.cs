using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>What a device node stands for.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DeviceNumber(uint Major, uint Minor)
{
    /// <summary>As the system packs it into 64 bits (makedev(3) of Linux).</summary>
    public ulong Packed => ((ulong)(Major & 0xfffff000) << 32) | ((Major & 0xfff) << 8) | ((ulong)(Minor & 0xffffff00) << 12) | (Minor & 0xff);
}
