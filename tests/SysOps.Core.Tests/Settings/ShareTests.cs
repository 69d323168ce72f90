using CsCheck;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class ShareTests
{
    [Theory]
    [InlineData("0%", 0)]
    [InlineData("80%", 80)]
    [InlineData("99.5%", 99.5)]
    [InlineData("100%", 100)]
    public void What_users_write_is_read(string text, double percent)
    {
        Assert.True(Share.TryParse(text, out double value));
        Assert.Equal(percent, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("80")]
    [InlineData("0.8")]
    [InlineData("-1%")]
    [InlineData("100.1%")]
    [InlineData("80 %")]
    [InlineData("80,5%")]
    [InlineData("NaN%")]
    [InlineData("1e1%")]
    [InlineData("80%\n")]
    public void What_is_no_share_is_refused(string? text)
    {
        Assert.False(Share.TryParse(text, out double value));
        Assert.Equal(0, value);
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Int[0, 100_000_000].Select(millionths => millionths / 1_000_000.0).Sample(value => Share.TryParse(Share.Format(value), out double read) && read == value);

    [Fact]
    public void A_very_long_number_is_no_reason_to_fail() =>
        Assert.False(Share.TryParse(new string('9', 1000) + "%", out _));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    public void What_is_no_share_cannot_be_written(double percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Share.Format(percent));
}
