using System.Text;
using CsCheck;
using SysOps.Files;

namespace SysOps.Core.Tests.Files;

public sealed class PathBytesTests
{
    private static readonly Gen<byte> NameByte = Gen.OneOf(Gen.OneOf((byte)'a', (byte)'b', (byte)'.', (byte)'-', (byte)0xff, (byte)1), Gen.Byte[1, 255]).Where(one => one != (byte)'/');

    private static readonly Gen<byte[][]> Names = NameByte.Array[1, 4].Where(name => !name.AsSpan().SequenceEqual("."u8) && !name.AsSpan().SequenceEqual(".."u8)).Array[0, 4];

    [Fact]
    public void Paths_are_ordered_name_by_name_as_a_walk_meets_them() => Gen.Select(Names, Names).Sample((one, other) =>
        Assert.Equal(Math.Sign(CompareNames(one, other)), Math.Sign(Of(one).CompareTo(Of(other)))));

    [Fact]
    public void A_path_is_within_those_whose_names_it_begins_with() => Gen.Select(Names, Names).Sample((one, other) =>
    {
        bool isPrefix = one.Length <= other.Length && one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        Assert.Equal(isPrefix, Of(other).IsWithin(Of(one)));
        Assert.True(Of([.. one, .. other]).IsWithin(Of(one)));
    });

    [Fact]
    public void A_path_is_its_folder_and_its_name() => Names.Where(names => names.Length > 0).Sample(names =>
    {
        PathBytes path = Of(names);
        Assert.Equal(path, path.Parent.Append(path.Name));
        Assert.Equal(path.GetHashCode(), path.Parent.Append(path.Name).GetHashCode());
        Assert.Equal(names[^1], path.Name.ToArray());
        Assert.Equal(Of(names[..^1]), path.Parent);
        Assert.True(path.IsSafe);
    });

    [Theory]
    [InlineData("", true)]
    [InlineData("a", true)]
    [InlineData("a/b", true)]
    [InlineData("...", true)]
    [InlineData("..a/b..", true)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("a/..", false)]
    [InlineData("../a", false)]
    [InlineData("a/./b", false)]
    [InlineData("/", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData("a\0b", false)]
    public void Only_paths_of_real_names_are_safe(string path, bool isSafe) => Assert.Equal(isSafe, PathBytes.Of(path).IsSafe);

    [Theory]
    [InlineData("C:/x")]
    [InlineData("a/C:x")]
    [InlineData("C:\\x")]
    [InlineData("\\\\server\\share")]
    [InlineData("a/..\\..\\b")]
    [InlineData("file:stream")]
    public void What_names_a_drive_a_server_or_a_stream_on_Windows_is_a_plain_name_elsewhere(string path)
    {
        Assert.False(PathBytes.Of(path).IsSafeOn(windows: true));
        Assert.True(PathBytes.Of(path).IsSafeOn(windows: false));
        Assert.Equal(!OperatingSystem.IsWindows(), PathBytes.Of(path).IsSafe);
    }

    [Fact]
    public void A_path_is_shown_in_one_line_and_no_two_alike() => Gen.Select(Gen.Byte[1, 255].Array[1, 8], Gen.Byte[1, 255].Array[1, 8]).Sample((one, other) =>
    {
        string shown = PathBytes.Of(one).ToString();
        Assert.DoesNotContain(shown, char.IsControl);
        Assert.Equal(one.AsSpan().SequenceEqual(other), shown == PathBytes.Of(other).ToString());
    });

    [Theory]
    [InlineData("größe", "größe")]
    [InlineData("new\nline", "new\\nline")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("\u202eturned", "\\xe2\\x80\\xaeturned")]
    public void Only_what_a_terminal_would_act_on_is_escaped(string path, string shown) => Assert.Equal(shown, PathDisplay.Of(Encoding.UTF8.GetBytes(path)));

    private static PathBytes Of(byte[][] names) => names.Aggregate(PathBytes.Root, (path, name) => path.Append(name));

    private static int CompareNames(byte[][] one, byte[][] other)
    {
        int order = one.Zip(other).Select(pair => pair.First.AsSpan().SequenceCompareTo(pair.Second)).FirstOrDefault(order => order != 0);
        return order != 0 ? order : one.Length.CompareTo(other.Length);
    }
}
