using SysOps.Backups.Repositories;
using SysOps.Settings;

namespace SysOps.Core.Tests.Backups;

public sealed class SpaceCheckTests
{
    private const long Tight = 100;

    [Theory]
    [InlineData(60, 40, null)]
    [InlineData(90, 0, 1.0)]
    [InlineData(0, 100, null)]
    public void What_fits_beside_the_reserve_is_right(long needed, long reserved, double? percent) =>
        SpaceCheck.Require("/data", needed, new SpaceReserve { Bytes = reserved, Percent = percent }, new Volume());

    [Theory]
    [InlineData(61, 40, null)]
    [InlineData(91, 0, 1.0)]
    [InlineData(101, 0, null)]
    [InlineData(0, 101, null)]
    [InlineData(long.MaxValue, long.MaxValue, null)]
    public void What_does_not_fit_is_refused_with_the_figures(long needed, long reserved, double? percent)
    {
        SysOpsException error = Assert.Throws<SysOpsException>(() => SpaceCheck.Require("/data", needed, new SpaceReserve { Bytes = reserved, Percent = percent }, new Volume()));

        Assert.Equal((ErrorCatalogue.BackupSpaceMissing, "/data"), (error.Id, error.Target));
        Assert.Contains("has 100 B free", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_volume_is_asked() =>
        Assert.Equal(ErrorCatalogue.BackupSpaceMissing, Assert.Throws<SysOpsException>(() => SpaceCheck.Require("/dev/shm", long.MaxValue, SpaceReserve.Default)).Id);

    private sealed class Volume : WrappedStoreFiles
    {
        public override StoreSpace SpaceOf(string path) => new(Total: 1000, Available: Tight);
    }
}
