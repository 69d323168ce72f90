using System.Buffers;
using System.Text;

namespace SysOps.Files;

/// <summary>One character of a pattern against the beginning of a name.</summary>
internal static class GlobCharacter
{
    /// <param name="pattern">Not empty, and not at a star.</param>
    /// <param name="name">Not empty.</param>
    /// <param name="used">How many bytes of the pattern this was.</param>
    /// <param name="length">How many bytes of the name it took.</param>
    public static bool Match(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name, out int used, out int length)
    {
        used = 1;
        length = 1;
        switch (pattern[0])
        {
            case (byte)'?':
                length = Rune.DecodeFromUtf8(name, out _, out int size) == OperationStatus.Done ? size : 1;
                return true;
            case (byte)'[' when pattern[1..].IndexOf((byte)']') is int end && end > 0:
                used = end + 2;
                return IsInSet(pattern.Slice(1, end), name[0]);
            case (byte)'\\' when pattern.Length > 1:
                used = 2;
                return pattern[1] == name[0];
            default:
                return pattern[0] == name[0];
        }
    }

    private static bool IsInSet(ReadOnlySpan<byte> set, byte one)
    {
        bool inverted = set[0] is (byte)'!' or (byte)'^';
        bool found = false;
        for (int at = inverted ? 1 : 0; at < set.Length; at++)
        {
            if (at + 2 < set.Length && set[at + 1] == (byte)'-')
            {
                found |= one >= set[at] && one <= set[at + 2];
                at += 2;
            }
            else
            {
                found |= one == set[at];
            }
        }

        return found != inverted;
    }
}
