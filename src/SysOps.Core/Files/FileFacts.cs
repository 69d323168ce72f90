using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>What the file system tells of one file, folder, link, FIFO, device or socket.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileFacts
{
    public required FileKind Kind { get; init; }

    /// <summary>The twelve permission bits, set-user-id, set-group-id and sticky included.</summary>
    public required int Mode { get; init; }

    public required uint OwnerId { get; init; }

    public required uint GroupId { get; init; }

    /// <summary>In bytes; of a link the length of its target.</summary>
    public required long Size { get; init; }

    /// <summary>What it takes on the disk, in bytes; less than the size when it has holes.</summary>
    public required long Allocated { get; init; }

    public required FileTime Modified { get; init; }

    /// <summary>When content or metadata changed last; nobody can set it.</summary>
    public required FileTime Changed { get; init; }

    public required FileIdentity Identity { get; init; }

    /// <summary>How many names it has.</summary>
    public required long Links { get; init; }

    /// <summary>What a device stands for; zero for all else.</summary>
    public required DeviceNumber Device { get; init; }

    /// <summary>Whether nobody wrote to it meanwhile, nor changed what is told of it.</summary>
    public bool IsUnchanged(FileFacts later) => Size == later.Size && Modified == later.Modified && Changed == later.Changed;

    internal static FileFacts From(in StatxBuffer buffer) => new()
    {
        Kind = (buffer.Mode & StatxBuffer.TypeBits) switch
        {
            StatxBuffer.RegularFile => FileKind.File,
            StatxBuffer.Folder => FileKind.Folder,
            StatxBuffer.Link => FileKind.Link,
            StatxBuffer.Fifo => FileKind.Fifo,
            StatxBuffer.CharacterDevice => FileKind.CharacterDevice,
            StatxBuffer.BlockDevice => FileKind.BlockDevice,
            _ => FileKind.Socket,
        },
        Mode = buffer.Mode & StatxBuffer.PermissionBits,
        OwnerId = buffer.OwnerId,
        GroupId = buffer.GroupId,
        Size = buffer.Size,
        Allocated = buffer.Blocks * StatxBuffer.BlockSize,
        Modified = new FileTime(buffer.ModifiedSeconds, (int)buffer.ModifiedNanoseconds),
        Changed = new FileTime(buffer.ChangedSeconds, (int)buffer.ChangedNanoseconds),
        Identity = new FileIdentity(((ulong)buffer.FileSystemMajor << 32) | buffer.FileSystemMinor, buffer.Inode),
        Links = buffer.Links,
        Device = new DeviceNumber(buffer.DeviceMajor, buffer.DeviceMinor),
    };
}
