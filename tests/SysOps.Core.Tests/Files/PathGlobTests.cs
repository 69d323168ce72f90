using System.Text;
using CsCheck;
using SysOps.Files;

namespace SysOps.Core.Tests.Files;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("*.tmp", "a.tmp", true)]
    [InlineData("*.tmp", "a/b/c.tmp", true)]
    [InlineData("*.tmp", "a.tmp/b", false)]
    [InlineData("cache/", "a/cache", true)]
    [InlineData("/cache", "cache", true)]
    [InlineData("/cache", "a/cache", false)]
    [InlineData("a/*", "a/b", true)]
    [InlineData("a/*", "a/b/c", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "a/b/c/y", false)]
    [InlineData("**/*.log", "x.log", true)]
    [InlineData("file?", "file1", true)]
    [InlineData("file?", "fileß", true)]
    [InlineData("file?", "file", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[]", "[]", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("*", "", false)]
    public void Examples(string pattern, string path, bool matches) => Assert.Equal(matches, new PathGlob(pattern).Matches(PathBytes.Of(path)));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void An_empty_pattern_is_refused(string pattern) => Assert.Throws<ArgumentException>(() => new PathGlob(pattern));

    [Fact]
    public void Patterns_match_what_the_simplest_matcher_matches() => Gen.Select(Names("ab*?"), Names("ab")).Sample((pattern, path) =>
    {
        string text = "/" + string.Join('/', pattern);
        Assert.Equal(Matches(pattern, path), new PathGlob(pattern.Length == 1 ? text + "/." : text).Matches(PathBytes.Of(string.Join('/', pattern.Length == 1 ? [.. path, "."] : path))));
    });

    [Fact]
    public void A_name_without_wildcards_matches_itself_and_nothing_else() => Gen.Select(Name("ab[]*?\\!-"), Name("ab[]*?\\!-")).Sample((name, other) =>
    {
        PathGlob glob = new("/x/" + string.Concat(name.Select(one => "\\" + one)));
        Assert.Equal(name == other, glob.Matches(PathBytes.Of("x/" + other)));
    });

    [Fact]
    public void Many_stars_take_no_time()
    {
        PathGlob glob = new("/" + string.Concat(Enumerable.Repeat("**/a*a*a*a*b/", 20)));
        Assert.False(glob.Matches(PathBytes.Of(Encoding.UTF8.GetBytes(string.Join('/', Enumerable.Repeat(new string('a', 200), 50))))));
    }

    private static Gen<string> Name(string characters) => Gen.OneOf(characters.ToCharArray()).Array[1, 4].Select(name => new string(name));

    private static Gen<string[]> Names(string characters) => Gen.OneOf(Name(characters), Name(characters), Gen.Const(characters.Contains('*', StringComparison.Ordinal) ? "**" : "a")).Array[1, 4];

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            // At the end it stands for what is in the folder, and so for one name at least.
            return (Matches(pattern[1..], path) && (pattern.Length > 1 || !path.IsEmpty)) || (!path.IsEmpty && (pattern.Length == 1 || Matches(pattern, path[1..])));
        }

        return !path.IsEmpty && MatchesName(pattern[0], path[0]) && Matches(pattern[1..], path[1..]);
    }

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        if (pattern.IsEmpty)
        {
            return name.IsEmpty;
        }

        return pattern[0] == '*'
            ? MatchesName(pattern[1..], name) || (!name.IsEmpty && MatchesName(pattern, name[1..]))
            : !name.IsEmpty && (pattern[0] == '?' || pattern[0] == name[0]) && MatchesName(pattern[1..], name[1..]);
    }
}
