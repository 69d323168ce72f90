using System.Security.Cryptography;

namespace SysOps.Backups.Archives;

/// <summary>The content of holes.</summary>
internal static class Zeros
{
    private static readonly byte[] Some = new byte[64 * 1024];

    public static void Hash(IncrementalHash hash, long length)
    {
        while (length > 0)
        {
            int step = (int)Math.Min(length, Some.Length);
            hash.AppendData(Some, 0, step);
            length -= step;
        }
    }
}
