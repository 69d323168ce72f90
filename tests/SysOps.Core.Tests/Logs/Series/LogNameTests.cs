using CsCheck;
using SysOps.Logs.Series;

namespace SysOps.Core.Tests.Logs.Series;

public sealed class LogNameTests
{
    [Theory]
    [InlineData("api.log.1", "api.log")]
    [InlineData("api.log.12.gz", "api.log")]
    [InlineData("api.LOG.3.zst", "api.LOG")]
    [InlineData("syslog.2.gz", "syslog")]
    [InlineData("access_log.1", "access_log")]
    [InlineData("wtmp.1", "wtmp")]
    [InlineData("api.log-20250131", "api.log")]
    [InlineData("api.log-20250131.gz", "api.log")]
    [InlineData("api.log-2025013113.xz", "api.log")]
    [InlineData("api.log-20250131-1738281600.gz", "api.log")]
    [InlineData("api.log.2025-01-31", "api.log")]
    [InlineData("api.log.2025-01-31.2", "api.log")]
    [InlineData("messages-20250131.xz", "messages")]
    [InlineData("api-2025-01-31.log", "api.log")]
    [InlineData("api.20250131.log.gz", "api.log")]
    [InlineData("api-20250131.log.3.gz", "api-20250131.log")]
    [InlineData("postgresql-2025-01-31_000000.log", "postgresql.log")]
    [InlineData("2025-01-31.log", ".log")]
    [InlineData("log-20250131.txt", "log.txt")]
    [InlineData("log20250131_001.json", "log.json")]
    [InlineData("my-log-20240229.txt", "my-log.txt")]
    public void A_generation_names_its_series(string name, string series) =>
        Assert.Equal(new LogName { Series = series, IsGeneration = true }, LogName.TryParse(name));

    [Theory]
    [InlineData("api.log")]
    [InlineData("syslog")]
    [InlineData("access_log")]
    [InlineData("worker.1.log")]
    [InlineData("Xorg.0.log")]
    [InlineData("api-20250230.log")]
    [InlineData("api-20251301.log")]
    [InlineData("job-20250131999.log")]
    public void A_log_without_a_certain_generation_is_one_that_may_be_written(string name) =>
        Assert.Equal(new LogName { Series = name, IsGeneration = false }, LogName.TryParse(name));

    [Theory]
    [InlineData("x.logic.txt")]
    [InlineData("x.logic.1")]
    [InlineData("libz.so.1")]
    [InlineData("libz.so.1.2.11")]
    [InlineData("16384.1")]
    [InlineData("core.4711")]
    [InlineData("printf.3.gz")]
    [InlineData("changelog.Debian.1.gz")]
    [InlineData("report-20250131.pdf")]
    [InlineData("backup-20250131.sql.gz")]
    [InlineData("log.txt")]
    [InlineData("log.1.txt")]
    [InlineData("data-20250131.txt")]
    [InlineData("catalog-20250131.txt")]
    [InlineData("api.log.old")]
    [InlineData("api.log.01")]
    [InlineData("api.log.123456")]
    [InlineData("api.log.1.part")]
    [InlineData("api.log.1.gz.gz")]
    [InlineData("api.log-99991399")]
    [InlineData("api.log.\u0661")]
    [InlineData("")]
    public void What_leaves_a_doubt_is_no_log(string name) => Assert.Null(LogName.TryParse(name));

    [Fact]
    public void Any_name_is_read_without_harm_and_only_a_generation_has_another_series() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["abgz.-_0129logT\n"], 0, 60]).Sample(name => LogName.TryParse(name) is not { IsGeneration: false } log || log.Series == name);

    [Fact]
    public void A_number_or_a_date_behind_any_log_is_a_generation_of_it() =>
        Gen.Select(Gen.String[Gen.Char["abcxyz "], 1, 20], Gen.Int[0, 99_999], Gen.Date[new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2099, 12, 31, 0, 0, 0, DateTimeKind.Utc)]).Sample((stem, number, day) =>
        {
            string log = stem + ".log";
            Assert.Equal(log, LogName.TryParse($"{log}.{number}.gz")?.Series);
            Assert.Equal(log, LogName.TryParse($"{log}-{day:yyyyMMdd}")?.Series);
            Assert.Equal(log, LogName.TryParse($"{stem}-{day:yyyy-MM-dd}.log")?.Series);
        });
}
