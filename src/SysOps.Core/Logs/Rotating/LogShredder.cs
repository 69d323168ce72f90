using System.Security.Cryptography;
using SysOps.Files.Native;

namespace SysOps.Logs.Rotating;

/// <summary>Overwrites a file before it is removed: on a file system that writes in place nothing of it can be read afterwards.</summary>
internal static class LogShredder
{
    private const int BufferSize = 1024 * 1024;

    /// <param name="file">Open for writing.</param>
    /// <param name="cycles">How often.</param>
    public static void Shred(NativeFile file, int cycles)
    {
        byte[] buffer = new byte[BufferSize];
        long size = file.ReadFacts().Size;
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            for (long at = 0; at < size; at += buffer.Length)
            {
                int length = (int)Math.Min(buffer.Length, size - at);
                RandomNumberGenerator.Fill(buffer.AsSpan(0, length));
                file.Write(buffer.AsSpan(0, length), at);
            }

            file.Sync();
        }

        file.SetLength(0);
    }
}
