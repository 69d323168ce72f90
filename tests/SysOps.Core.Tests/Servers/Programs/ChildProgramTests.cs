using System.Globalization;
using SysOps.Servers.Programs;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Servers.Programs;

public sealed class ChildProgramTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_says_is_kept_within_bounds_and_without_secrets()
    {
        var redactor = new Redactor();
        redactor.Add("very-secret");

        ProgramEnd end = await ChildProgram.RunAsync(Shell("seq 1 1000; echo 'the very-secret one' >&2; exit 3"), redactor, Stop);

        Assert.Equal((3, "ended with exit code 3", false), (end.ExitCode, end.HowItEnded, end.HasSucceeded));
        Assert.Equal("the ******** one", end.ErrorText);
        Assert.StartsWith("1\n2\n", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n999\n1000", end.Output, StringComparison.Ordinal);
        Assert.Contains("\n… 940 lines left out …\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_a_signal_ends_says_so()
    {
        ProgramEnd end = await ChildProgram.RunAsync(Shell("kill -TERM $$"), new Redactor(), Stop);

        Assert.Equal("was killed by signal 15", end.HowItEnded);
    }

    [Fact]
    public async Task Cancelling_ends_it_and_its_descendants_even_those_that_left_it()
    {
        using TemporaryFolder folder = new();
        using var cancel = new CancellationTokenSource();
        string marks = Path.Combine(folder.Path, "pids");

        Task running = ChildProgram.RunAsync(Shell($"(setsid sleep 1000 & echo $! >> '{marks}'); sleep 1000 & echo $! >> '{marks}'; echo $$ >> '{marks}'; wait"), new Redactor(), cancel.Token);
        await Eventually.TrueAsync(() => File.Exists(marks) && File.ReadAllLines(marks).Length == 3, "all three run");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(await File.ReadAllLinesAsync(marks, Stop), line => Assert.False(IsAlive(int.Parse(line, CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Its_environment_is_ours_without_what_is_withheld()
    {
        Environment.SetEnvironmentVariable("SYSOPSTEST_WITHHELD", "x");
        Environment.SetEnvironmentVariable("SYSOPSOTHER", "y");
        try
        {
            ProgramEnd end = await ChildProgram.RunAsync(Shell("env") with { WithheldPrefix = "SYSOPSTEST", Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["SYSOPSTEST_GIVEN"] = "z" } }, new Redactor(), Stop);

            string[] lines = end.Output.Split('\n');
            Assert.Contains("SYSOPSTEST_GIVEN=z", lines);
            Assert.DoesNotContain("SYSOPSTEST_WITHHELD=x", lines);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SYSOPSTEST_WITHHELD", null);
            Environment.SetEnvironmentVariable("SYSOPSOTHER", null);
        }
    }

    // One that was killed and not yet waited for by its new parent is dead all the same.
    private static bool IsAlive(int processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ProgramCall Shell(string script) => new() { Path = "/bin/sh", Arguments = ["-c", script] };
}
