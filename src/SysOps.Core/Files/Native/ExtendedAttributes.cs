using System.Buffers;

namespace SysOps.Files.Native;

/// <summary>Reads and sets extended attributes; ACLs and capabilities are among them. Values are any bytes.</summary>
public static class ExtendedAttributes
{
    private const int LargestList = 64 * 1024; // XATTR_LIST_MAX, XATTR_SIZE_MAX

    /// <summary>All of them that may be read, in the order of their names' bytes; none where the file system has none.</summary>
    /// <exception cref="NativeException">They are there and cannot be read.</exception>
    public static IReadOnlyList<ExtendedAttribute> ReadAttributes(this NativeHandle handle)
    {
        Span<byte> few = stackalloc byte[512];
        nint size = List(handle, few);
        if (size == 0)
        {
            return [];
        }

        if (size > 0)
        {
            return Read(handle, few[..(int)size]);
        }

        if (NativeError.Last == NativeError.NotSupported)
        {
            return [];
        }

        byte[] many = ArrayPool<byte>.Shared.Rent(LargestList);
        try
        {
            size = List(handle, many);
            return size < 0 ? throw new NativeException("list the attributes of", handle.Name, NativeError.Last) : Read(handle, many.AsSpan(0, (int)size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(many);
        }
    }

    /// <exception cref="NativeException">The file system has no attributes, or only root may set this one.</exception>
    public static void SetAttribute(this NativeHandle handle, ExtendedAttribute attribute)
    {
        ReadOnlySpan<byte> name = NativeFolder.Terminated(attribute.Name.Span);
        ReadOnlySpan<byte> value = attribute.Value.Span;
        int result = handle is NativeNode
            ? LinuxCalls.SetAttribute(handle.SystemPath, name, value, value.Length, 0)
            : LinuxCalls.SetAttribute(handle.Descriptor, name, value, value.Length, 0);
        if (result < 0)
        {
            throw new NativeException("set an attribute of", handle.Name, NativeError.Last);
        }
    }

    private static nint List(NativeHandle handle, Span<byte> names) => handle is NativeNode
        ? LinuxCalls.ListAttributes(handle.SystemPath, names, names.Length)
        : LinuxCalls.ListAttributes(handle.Descriptor, names, names.Length);

    private static List<ExtendedAttribute> Read(NativeHandle handle, ReadOnlySpan<byte> names)
    {
        List<ExtendedAttribute> attributes = [];
        byte[] value = ArrayPool<byte>.Shared.Rent(LargestList);
        try
        {
            while (!names.IsEmpty)
            {
                int length = names.IndexOf((byte)0);
                ReadOnlySpan<byte> name = names[..(length + 1)];
                nint size = handle is NativeNode
                    ? LinuxCalls.GetAttribute(handle.SystemPath, name, value, value.Length)
                    : LinuxCalls.GetAttribute(handle.Descriptor, name, value, value.Length);
                if (size >= 0)
                {
                    attributes.Add(new ExtendedAttribute(name[..length].ToArray(), value.AsSpan(0, (int)size).ToArray()));
                }
                else if (NativeError.Last != NativeError.NoData && NativeError.Last != NativeError.NotSupported)
                {
                    throw new NativeException("read an attribute of", handle.Name, NativeError.Last);
                }

                names = names[(length + 1)..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(value);
        }

        attributes.Sort((one, other) => one.Name.Span.SequenceCompareTo(other.Name.Span));
        return attributes;
    }
}
