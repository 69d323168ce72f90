using System.Buffers;
using System.Text;

namespace SysOps.Files;

/// <summary>
/// Names of files as text, without loss: bytes that are not UTF-8 become the characters U+DC80 to U+DCFF, which valid text never
/// has, and turn back into the same bytes (as PEP 383 of Python does it).
/// </summary>
public static class PathText
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';
    private const int FirstByte = 0x80;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune);
            }
            else
            {
                foreach (byte one in bytes[..length])
                {
                    text.Append((char)(FirstEscape + one - FirstByte));
                }
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that the text was made of.</summary>
    public static byte[] Bytes(ReadOnlySpan<char> text)
    {
        if (IsUtf8(text))
        {
            return Encoding.UTF8.GetBytes(text.ToArray());
        }

        ArrayBufferWriter<byte> bytes = new(text.Length * 3);
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAnyInRange(FirstEscape, LastEscape) is int next && next >= 0 ? next : text.Length;

            // The second half of a pair looks like an escape, and is none.
            plain += plain < text.Length && plain > 0 && char.IsHighSurrogate(text[plain - 1]) ? 1 : 0;
            Encoding.UTF8.GetBytes(text[..plain], bytes);
            if (plain < text.Length && text[plain] is >= FirstEscape and <= LastEscape)
            {
                bytes.GetSpan(1)[0] = (byte)(text[plain] - FirstEscape + FirstByte);
                bytes.Advance(1);
                plain++;
            }

            text = text[plain..];
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Whether it can be handed to a program, or shown, as it is.</summary>
    public static bool IsUtf8(ReadOnlySpan<char> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>For people: <see cref="PathDisplay"/>.</summary>
    public static string Show(ReadOnlySpan<char> text) => PathDisplay.Of(Bytes(text));
}
