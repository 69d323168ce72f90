using System.Management.Automation;
using System.Reflection;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Binding;

/// <summary>The module's own progress, by reflection, with a clock of the test: the cadence is not to be measured with real time.</summary>
public sealed class ProgressTests : IDisposable
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly ModuleSession _session = new();
    private readonly ManualClock _clock = new();
    private readonly List<ProgressRecord> _records = [];
    private readonly object _progress;
    private readonly Type _value;

    public ProgressTests()
    {
        Type type = _session.ModuleAssembly.GetType("SysOps.Binding.PipelineProgress", throwOnError: true)!;
        _progress = Activator.CreateInstance(type, Any, null, [new Action<ProgressRecord>(_records.Add), _clock], null)!;
        _value = type.GetMethod("Report")!.GetParameters()[0].ParameterType;
    }

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Nothing_is_shown_in_the_first_second_and_nothing_is_taken_away_then()
    {
        for (int step = 0; step < 99; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            Report(step, 100);
        }

        Complete();

        Assert.Empty(_records);
    }

    [Fact]
    public void At_most_five_records_a_second_are_shown_and_the_last_one_closes()
    {
        for (int step = 0; step < 2999; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Report(step, 3000);
        }

        Complete();

        Assert.Equal(11, _records.Count);
        Assert.All(_records.SkipLast(1), record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.Equal(ProgressRecordType.Completed, _records[^1].RecordType);
    }

    [Fact]
    public void Bytes_are_told_with_their_rate_and_the_time_left()
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        Report(20 * 1024 * 1024, 100 * 1024 * 1024, bytes: true);

        ProgressRecord record = Assert.Single(_records);
        Assert.Equal(20, record.PercentComplete);
        Assert.Equal(8, record.SecondsRemaining);
        Assert.Contains("20", record.StatusDescription, StringComparison.Ordinal);
        Assert.EndsWith("/s)", record.StatusDescription, StringComparison.Ordinal);
    }

    private void Complete() => _progress.GetType().GetMethod("Complete")!.Invoke(_progress, null);

    private void Report(long done, long total, bool bytes = false)
    {
        object value = Activator.CreateInstance(_value, nonPublic: true)!;
        _value.GetProperty("Activity")!.SetValue(value, "Working");
        _value.GetProperty("Status")!.SetValue(value, "a thing");
        _value.GetProperty("Done")!.SetValue(value, done);
        _value.GetProperty("Total")!.SetValue(value, total);
        _value.GetProperty("IsBytes")!.SetValue(value, bytes);
        _progress.GetType().GetMethod("Report")!.Invoke(_progress, [value]);
    }
}
