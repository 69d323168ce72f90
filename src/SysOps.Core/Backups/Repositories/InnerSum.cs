using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SysOps.Backups.Repositories;

/// <summary>
/// The sum that a note of a backup carries as its first member, as it may be replaced and so lies outside <c>SHA256SUMS</c>: the SHA-256 of its
/// place, <c>backup/file</c> and a line end, then of the line before it, then of all of it that follows the sum and its comma. It finds accidents,
/// and not who knows how it is made.
/// </summary>
internal static class InnerSum
{
    private const int Digits = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Start => "{\"sum\":\""u8;

    private static ReadOnlySpan<byte> End => "\","u8;

    /// <param name="place">The backup's name and the file's.</param>
    /// <param name="previous">The note before it; none: empty.</param>
    /// <param name="note">A JSON object that is not empty.</param>
    public static byte[] Put(string place, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> note) =>
        [.. Start, .. Digest(place, previous, note[1..]), .. End, .. note[1..]];

    /// <returns>False when it has none, as one that was written by hand.</returns>
    /// <exception cref="JsonException">It does not fit.</exception>
    public static bool Check(string place, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> note)
    {
        int head = Start.Length + Digits;
        if (!note.StartsWith(Start) || note.Length < head + End.Length || !note[head..].StartsWith(End))
        {
            return false;
        }

        return note[Start.Length..head].SequenceEqual(Digest(place, previous, note[(head + End.Length)..]))
            ? true
            : throw new JsonException("Its sum does not fit: it was changed, or belongs elsewhere.");
    }

    private static byte[] Digest(string place, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> members)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(place + "\n"));
        hash.AppendData(previous);
        hash.AppendData(members);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
