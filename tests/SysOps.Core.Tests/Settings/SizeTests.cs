using CsCheck;
using Size = SysOps.Settings.Size;

namespace SysOps.Core.Tests.Settings;

public sealed class SizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("1KB", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("100MB", 104_857_600)]
    [InlineData("100MiB", 104_857_600)]
    [InlineData("100M", 104_857_600)]
    [InlineData("1.5gb", 1_610_612_736)]
    [InlineData("7EB", 8_070_450_532_247_928_832)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void What_users_write_is_read(string text, long bytes)
    {
        Assert.True(Size.TryParse(text, out long value));
        Assert.Equal(bytes, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1.5B")]
    [InlineData("1 MB")]
    [InlineData("1iB")]
    [InlineData("1XB")]
    [InlineData("1,5MB")]
    [InlineData("MB")]
    [InlineData("1e3")]
    [InlineData("1KB\n")]
    [InlineData("1\u212AB")]
    [InlineData("8EB")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999999999999999GB")]
    public void What_is_no_size_is_refused(string? text)
    {
        Assert.False(Size.TryParse(text, out long value));
        Assert.Equal(0, value);
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[0, long.MaxValue].Sample(value => Size.TryParse(Size.Exact(value), out long read) && read == value);

    [Fact]
    public void Round_sizes_are_written_short()
    {
        Assert.Equal("0B", Size.Exact(0));
        Assert.Equal("1023B", Size.Exact(1023));
        Assert.Equal("100MB", Size.Exact(100 << 20));
        Assert.Equal("1025KB", Size.Exact(1025 << 10));
    }

    [Fact]
    public void Nothing_that_is_read_is_negative_or_throws() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789.KMGTPEiB "], 0, 24]).Sample(text => !Size.TryParse(text, out long value) || value >= 0);
}
