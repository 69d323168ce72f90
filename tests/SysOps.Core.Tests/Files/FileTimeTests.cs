using System.Numerics;
using CsCheck;
using SysOps.Files;

namespace SysOps.Core.Tests.Files;

public sealed class FileTimeTests
{
    private static readonly Gen<FileTime> Times = Gen.Select(
        Gen.OneOf(Gen.Long[-2, 2], Gen.Long[-62_135_596_800, 253_402_300_799], Gen.Long[-long.MaxValue, long.MaxValue]),
        Gen.OneOf(Gen.OneOf(0, 1, 100, 500_000_000, 999_999_999), Gen.Int[0, 999_999_999]),
        (seconds, nanoseconds) => new FileTime(seconds, nanoseconds));

    [Fact]
    public void A_time_is_read_as_it_was_written() => Times.Sample(time => Assert.Equal(time, FileTime.Parse(time.ToString())));

    [Fact]
    public void Times_are_ordered_as_their_nanoseconds_are() => Gen.Select(Times, Times).Sample((one, other) =>
    {
        Assert.Equal(Math.Sign(Nanoseconds(one).CompareTo(Nanoseconds(other))), Math.Sign(one.CompareTo(other)));
        Assert.Equal(Nanoseconds(one) < Nanoseconds(other), one < other);
        Assert.Equal(Nanoseconds(one) >= Nanoseconds(other), one >= other);
    });

    [Fact]
    public void Times_of_dotnet_are_kept() => Gen.Long[DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks].Sample(ticks =>
        Assert.Equal((new BigInteger(ticks) - DateTimeOffset.UnixEpoch.Ticks) * 100, Nanoseconds(FileTime.Of(new DateTimeOffset(ticks, TimeSpan.Zero)))));

    [Theory]
    [InlineData("1700000000.123456789", 1_700_000_000, 123_456_789)]
    [InlineData("1700000000.1234567891", 1_700_000_000, 123_456_789)]
    [InlineData("-0.5", -1, 500_000_000)]
    [InlineData("-1", -1, 0)]
    [InlineData("-86400.000000001", -86_401, 999_999_999)]
    [InlineData("7.", 7, 0)]
    public void Decimal_numbers_are_read(string text, long seconds, int nanoseconds) => Assert.Equal(new FileTime(seconds, nanoseconds), FileTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1e5")]
    [InlineData("1.2.3")]
    [InlineData("+1")]
    [InlineData("1.-5")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => FileTime.Parse(text));

    private static BigInteger Nanoseconds(FileTime time) => (new BigInteger(time.Seconds) * 1_000_000_000) + time.Nanoseconds;
}
