using System.Runtime.InteropServices;
using System.Text;

namespace SysOps.Files.Native;

/// <summary>A record of the system's users or groups. Both begin alike: name, password, number.</summary>
/// <param name="Name">As the system has it.</param>
/// <param name="Id">Its number.</param>
internal sealed record AccountRecord(string Name, uint Id)
{
    private const int RecordLength = 16; // longs; struct passwd has 48 bytes, struct group 32
    private const int IdPlace = 2;
    private const int LargestTexts = 1 << 20; // A group's texts list all its members.

    public delegate int Lookup(Span<long> record, Span<byte> texts, nint size, out nint found);

    /// <summary>Null when the system knows none.</summary>
    public static unsafe AccountRecord? Find(Lookup lookup)
    {
        // The record points into the texts: both stay where they are until the name is read.
        long[] record = GC.AllocateArray<long>(RecordLength, pinned: true);
        for (int size = 4096; size <= LargestTexts; size *= 4)
        {
            byte[] texts = GC.AllocateArray<byte>(size, pinned: true);
            int error = lookup(record, texts, texts.Length, out nint found);
            if (error == 0)
            {
                return found == 0 ? null : new AccountRecord(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)record[0])), (uint)record[IdPlace]);
            }

            if (new NativeError(error) != NativeError.TooLarge)
            {
                return null;
            }
        }

        return null;
    }
}
