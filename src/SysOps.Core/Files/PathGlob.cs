using System.Text;

namespace SysOps.Files;

/// <summary>
/// A pattern of paths: <c>*</c> and <c>?</c> stay within a name, <c>[a-z]</c> and <c>[!a-z]</c> are one ASCII character, <c>**</c> is any number of folders,
/// a backslash makes the next character plain. Without a slash it is a name at any depth; otherwise it starts at the root.
/// </summary>
public sealed class PathGlob
{
    private static readonly byte[] AnyFolders = "**"u8.ToArray();

    private readonly string _pattern;
    private readonly byte[][] _names;

    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public PathGlob(string pattern)
    {
        string[] names = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            throw new ArgumentException("A pattern of paths cannot be empty.", nameof(pattern));
        }

        _pattern = pattern;
        byte[][] bytes = [.. names.Select(Encoding.UTF8.GetBytes)];
        _names = pattern.AsSpan().TrimEnd('/').Contains('/') ? bytes : [AnyFolders, .. bytes];
    }

    public bool Matches(PathBytes path)
    {
        ReadOnlySpan<byte> rest = path.Bytes;
        ReadOnlySpan<byte> restAfterAny = default;
        int name = 0;
        int nameAfterAny = -1;
        while (!rest.IsEmpty)
        {
            if (name < _names.Length && _names[name].AsSpan().SequenceEqual(AnyFolders))
            {
                nameAfterAny = ++name;
                restAfterAny = rest;
                if (name == _names.Length)
                {
                    return true;
                }
            }
            else if (name < _names.Length && MatchesName(_names[name], First(rest)))
            {
                name++;
                rest = WithoutFirst(rest);
            }
            else if (nameAfterAny >= 0)
            {
                restAfterAny = WithoutFirst(restAfterAny);
                rest = restAfterAny;
                name = nameAfterAny;
            }
            else
            {
                return false;
            }
        }

        return name == _names.Length && name > 0;
    }

    /// <summary>The pattern as it was given.</summary>
    public override string ToString() => _pattern;

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> path) => path.IndexOf((byte)'/') is int slash && slash >= 0 ? path[..slash] : path;

    private static ReadOnlySpan<byte> WithoutFirst(ReadOnlySpan<byte> path) => path.IndexOf((byte)'/') is int slash && slash >= 0 ? path[(slash + 1)..] : [];

    // Back to the last star only: an earlier one cannot do better.
    private static bool MatchesName(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name)
    {
        int at = 0;
        int next = 0;
        int afterStar = -1;
        int nextAfterStar = 0;
        while (next < name.Length)
        {
            if (at < pattern.Length && pattern[at] == (byte)'*')
            {
                afterStar = ++at;
                nextAfterStar = next;
            }
            else if (at < pattern.Length && GlobCharacter.Match(pattern[at..], name[next..], out int used, out int length))
            {
                at += used;
                next += length;
            }
            else if (afterStar >= 0)
            {
                at = afterStar;
                next = ++nextAfterStar;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept((byte)'*') < 0;
    }
}
