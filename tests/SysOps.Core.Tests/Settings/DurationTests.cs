using System.Globalization;
using CsCheck;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class DurationTests
{
    [Theory]
    [InlineData("5s", 5_000)]
    [InlineData("500ms", 500)]
    [InlineData("0.5s", 500)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("26h", 93_600_000)]
    [InlineData("30d", 2_592_000_000)]
    [InlineData("8w", 4_838_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("5S", 5_000)]
    [InlineData("0s", 0)]
    [InlineData("00:00:05", 5_000)]
    [InlineData("1.02:00:00.5", 93_600_500)]
    public void What_users_write_is_read(string text, long milliseconds)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan value));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("s")]
    [InlineData("5x")]
    [InlineData("30m1h")]
    [InlineData("5s5s")]
    [InlineData("1,5s")]
    [InlineData(".5s")]
    [InlineData("5:30")]
    [InlineData("25:00:00")]
    [InlineData("00:61:00")]
    [InlineData("NaN")]
    [InlineData("∞s")]
    [InlineData("٥s")]
    [InlineData("5s\n")]
    [InlineData("99999999999999999999999999999999999d")]
    [InlineData("10675200d")]
    [InlineData("10675199d23h59m")]
    public void What_is_no_duration_is_refused(string? text)
    {
        Assert.False(Duration.TryParse(text, out TimeSpan value));
        Assert.Equal(TimeSpan.Zero, value);
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Long[0, long.MaxValue].Select(TimeSpan.FromTicks).Sample(value => Duration.TryParse(Duration.Format(value), out TimeSpan read) && read == value);

    [Fact]
    public void Whole_units_are_written_short()
    {
        Assert.Equal("0s", Duration.Format(TimeSpan.Zero));
        Assert.Equal("1h30m", Duration.Format(TimeSpan.FromMinutes(90)));
        Assert.Equal("30d", Duration.Format(TimeSpan.FromDays(30)));
        Assert.Equal("1d2h", Duration.Format(TimeSpan.FromHours(26)));
        Assert.Equal("0.0001ms", Duration.Format(TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Nothing_that_is_read_is_negative_or_throws() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789.:dhms "], 0, 14]).Sample(text => !Duration.TryParse(text, out TimeSpan value) || value >= TimeSpan.Zero);

    [Fact]
    public void A_culture_with_a_decimal_comma_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.True(Duration.TryParse("1.5s", out TimeSpan value));
            Assert.Equal("1s500ms", Duration.Format(value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_negative_duration_cannot_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Duration.Format(TimeSpan.FromTicks(-1)));
}
