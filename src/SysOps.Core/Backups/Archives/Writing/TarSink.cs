using System.Buffers;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Where an entry is written to.</summary>
/// <param name="Output">Takes headers and data.</param>
/// <param name="Position">The frame, and the offset in it, where the next byte goes.</param>
/// <param name="LargestFile">Of a file that is longer by now, only its beginning is stored, in bytes.</param>
internal sealed record TarSink(IBufferWriter<byte> Output, Func<(int Frame, int Offset)> Position, long LargestFile = long.MaxValue);
