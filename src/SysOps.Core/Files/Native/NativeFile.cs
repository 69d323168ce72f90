namespace SysOps.Files.Native;

/// <summary>An open regular file, read and written at given places.</summary>
public sealed class NativeFile : NativeHandle
{
    private const int SeekData = 3;
    private const int SeekHole = 4;

    internal NativeFile(nint descriptor, ReadOnlySpan<byte> name)
        : base(descriptor, name)
    {
    }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    /// <returns>How many bytes were read; fewer than asked for only at the end of the file.</returns>
    public int Read(Span<byte> buffer, long offset)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            nint read = LinuxCalls.Read(Descriptor, buffer[done..], buffer.Length - done, offset + done);
            Check(read, "read");
            if (read == 0)
            {
                break;
            }

            done += (int)read;
        }

        return done;
    }

    /// <summary>Writes all of it.</summary>
    public void Write(ReadOnlySpan<byte> content, long offset)
    {
        while (!content.IsEmpty)
        {
            nint written = LinuxCalls.Write(Descriptor, content, content.Length, offset);
            Check(written, "write");
            content = content[(int)written..];
            offset += written;
        }
    }

    /// <summary>Cuts it, or lengthens it by a hole.</summary>
    public void SetLength(long length) => Check(LinuxCalls.SetLength(Descriptor, length), "set the length of");

    /// <summary>Takes the space now, so that writing cannot run out of it.</summary>
    public void Allocate(long length)
    {
        int error = LinuxCalls.Allocate(Descriptor, 0, length);
        if (error != 0)
        {
            throw new NativeException("allocate space for", Name, new NativeError(error));
        }
    }

    /// <summary>Where data begins, at or after the offset; null when only a hole is left. A file system without holes has data everywhere.</summary>
    public long? FindData(long offset)
    {
        long found = LinuxCalls.Seek(Descriptor, offset, SeekData);
        if (found < 0 && NativeError.Last == NativeError.NoDeviceOrAddress)
        {
            return null;
        }

        Check((nint)found, "find the data of");
        return found;
    }

    /// <summary>Where the next hole begins, at or after the offset; the end of the file when there is none.</summary>
    public long FindHole(long offset)
    {
        long found = LinuxCalls.Seek(Descriptor, offset, SeekHole);
        Check((nint)found, "find the holes of");
        return found;
    }
}
