using CsCheck;
using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

public sealed class BackupNameTests
{
    private static readonly Gen<DateTimeOffset> Times =
        Gen.Select(Gen.DateTime[new DateTime(1, 1, 2, 0, 0, 0, DateTimeKind.Unspecified), new DateTime(9999, 12, 30, 0, 0, 0, DateTimeKind.Unspecified)], Gen.Int[-14 * 60, 14 * 60])
            .Select((time, offset) => new DateTimeOffset(time.Ticks, TimeSpan.FromMinutes(offset)));

    [Fact]
    public void A_name_is_the_time_in_utc_to_the_millisecond_and_four_digits()
    {
        BackupName name = BackupName.At(new DateTimeOffset(2026, 11, 23, 22, 15, 30, 123, TimeSpan.FromHours(2)).AddTicks(9_999), 0x7f3a);

        Assert.Equal("20261123T201530.123Z-7f3a", name.ToString());
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 20, 15, 30, 123, TimeSpan.Zero), name.Created);
    }

    [Fact]
    public void Every_name_reads_back_as_itself() =>
        Gen.Select(Times, Gen.Int[0, 65535]).Sample((time, suffix) =>
        {
            BackupName name = BackupName.At(time, suffix);
            return BackupName.TryParse(name.ToString(), out BackupName? read) && read == name && Math.Abs((read.Created - time).TotalMilliseconds) < 1;
        });

    [Fact]
    public void Names_sort_as_their_times() =>
        Gen.Select(Times, Times).Sample((one, other) =>
        {
            BackupName first = BackupName.At(one, 0);
            BackupName second = BackupName.At(other, 0);
            return Math.Sign(first.Created.CompareTo(second.Created)) == Math.Sign(string.CompareOrdinal(first.ToString(), second.ToString()));
        });

    [Fact]
    public void What_was_changed_in_any_place_is_another_name_or_none() =>
        Gen.Select(Times, Gen.Int[0, 24], Gen.Char[' ', '~']).Sample((time, place, letter) =>
        {
            string text = BackupName.At(time, 0xabcd).ToString();
            string changed = text[..place] + letter + text[(place + 1)..];
            return !BackupName.TryParse(changed, out BackupName? read) || read.ToString() == changed;
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20261123T201530.123Z")]
    [InlineData("20261123T201530.123Z-7F3A")]
    [InlineData("20261123T201530.123Z-7f3a ")]
    [InlineData("20261123T201530.123Z-7f3a\n")]
    [InlineData(".20261123T201530.123Z-7f3a.partial")]
    [InlineData("20261323T201530.123Z-7f3a")]
    [InlineData("20261123T251530.123Z-7f3a")]
    [InlineData("2026-11-23T20:15:30.123Z-7f3a")]
    [InlineData("20261123T201530.123Z-7f3a/..")]
    [InlineData("٢٠٢٦1123T201530.123Z-7f3a")]
    public void What_only_looks_like_a_name_is_none(string? text) => Assert.False(BackupName.TryParse(text, out _));
}
