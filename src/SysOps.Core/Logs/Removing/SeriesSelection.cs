using System.Text;
using System.Text.Unicode;
using SysOps.Logs.Series;

namespace SysOps.Logs.Removing;

/// <summary>Older generations of rotation series, by names that leave no doubt.</summary>
public sealed class SeriesSelection : ILogSelection
{
    /// <inheritdoc />
    public SelectedLog? Select(ReadOnlySpan<byte> name) =>
        Utf8.IsValid(name) && LogName.TryParse(Encoding.UTF8.GetString(name)) is { } log ? new SelectedLog(log.Series, log.IsGeneration ? LogRole.Candidate : LogRole.Live) : null;
}
