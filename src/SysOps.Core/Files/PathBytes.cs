using System.Text;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SysOps.Files;

/// <summary>
/// A path below some root, as the file system has it: names of any bytes but zero, parted by <c>/</c>. The root itself is the empty path.
/// Paths are ordered as a walk meets them: a folder, then what is in it, then the next name.
/// </summary>
[JsonConverter(typeof(PathBytesConverter))]
public sealed class PathBytes : IEquatable<PathBytes>, IComparable<PathBytes>
{
    /// <summary>The folder that all paths are below.</summary>
    public static readonly PathBytes Root = new([]);

    private readonly byte[] _bytes;

    private PathBytes(byte[] bytes)
    {
        _bytes = bytes;
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public bool IsRoot => _bytes.Length == 0;

    /// <summary>The last name; empty for the root.</summary>
    public ReadOnlySpan<byte> Name => _bytes.AsSpan(_bytes.AsSpan().LastIndexOf((byte)'/') + 1);

    /// <summary>The folder it is in; the root is in itself.</summary>
    public PathBytes Parent => Bytes.LastIndexOf((byte)'/') is int slash && slash > 0 ? new PathBytes(_bytes[..slash]) : Root;

    public bool IsUtf8 => Utf8.IsValid(_bytes);

    /// <summary>Whether every name is one that a file can have on this system, so that it leads nowhere but below its root.</summary>
    public bool IsSafe => IsSafeOn(OperatingSystem.IsWindows());

    /// <summary>Not empty, not <c>.</c> or <c>..</c>, no zero; on Windows no drive letter, no stream and no backslash either, which elsewhere are plain characters.</summary>
    public bool IsSafeOn(bool windows)
    {
        foreach (Range range in Bytes.Split((byte)'/'))
        {
            ReadOnlySpan<byte> name = Bytes[range];
            if ((name.IsEmpty && !IsRoot) || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || name.Contains((byte)0) || (windows && name.IndexOfAny((byte)':', (byte)'\\') >= 0))
            {
                return false;
            }
        }

        return true;
    }

    public static PathBytes Of(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? Root : new PathBytes(bytes.ToArray());

    public static PathBytes Of(string path) => Of(Encoding.UTF8.GetBytes(path));

    /// <summary>The path of the name in this folder.</summary>
    public PathBytes Append(ReadOnlySpan<byte> name)
    {
        if (IsRoot)
        {
            return Of(name);
        }

        byte[] bytes = new byte[_bytes.Length + 1 + name.Length];
        _bytes.CopyTo(bytes, 0);
        bytes[_bytes.Length] = (byte)'/';
        name.CopyTo(bytes.AsSpan(_bytes.Length + 1));
        return new PathBytes(bytes);
    }

    /// <summary>Whether it is the folder, or below it.</summary>
    public bool IsWithin(PathBytes folder) => folder.IsRoot
        || (Bytes.StartsWith(folder.Bytes) && (_bytes.Length == folder._bytes.Length || _bytes[folder._bytes.Length] == (byte)'/'));

    /// <inheritdoc />
    public int CompareTo(PathBytes? other)
    {
        if (other is null)
        {
            return 1;
        }

        int common = Bytes.CommonPrefixLength(other.Bytes);
        if (common == _bytes.Length || common == other._bytes.Length)
        {
            return _bytes.Length.CompareTo(other._bytes.Length);
        }

        return Rank(_bytes[common]).CompareTo(Rank(other._bytes[common]));
    }

    /// <inheritdoc />
    public bool Equals(PathBytes? other) => other is not null && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PathBytes);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>For people: <see cref="PathDisplay"/>; the root is <c>.</c>.</summary>
    public override string ToString() => IsRoot ? "." : PathDisplay.Of(_bytes);

    public static bool operator ==(PathBytes? left, PathBytes? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(PathBytes? left, PathBytes? right) => !(left == right);

    public static bool operator <(PathBytes left, PathBytes right) => left.CompareTo(right) < 0;

    public static bool operator <=(PathBytes left, PathBytes right) => left.CompareTo(right) <= 0;

    public static bool operator >(PathBytes left, PathBytes right) => left.CompareTo(right) > 0;

    public static bool operator >=(PathBytes left, PathBytes right) => left.CompareTo(right) >= 0;

    // What is in a folder comes before any name that only begins alike.
    private static int Rank(byte one) => one == (byte)'/' ? 0 : one;
}
