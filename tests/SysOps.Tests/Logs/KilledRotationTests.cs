using System.Globalization;
using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Logs;

/// <summary>A real sysops that is killed at any moment of a rotation: no line is lost, and the next run leaves all in order.</summary>
public sealed class KilledRotationTests : IDisposable
{
    private const int Kills = 12;
    private const int LinesOfRun = 60_000;

    private readonly TemporaryFolder _folder = new();
    private int _written;

    private string Log => Path.Combine(_folder.Path, "logs", "api.log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("-CopyTruncate")]
    public async Task Killed_at_random_moments_no_line_is_lost(string parameters)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        string[] words = Words(parameters);
        await AppendAsync();
        long started = TimeProvider.System.GetTimestamp();
        await TestProgram.RunAsync(words[0], words[1..]);
        RandomKill kill = new(TimeProvider.System.GetElapsedTime(started));

        for (int run = 0; run < Kills; run++)
        {
            await AppendAsync();
            TestContext.Current.SendDiagnosticMessage("{0}", await kill.RunAsync(words[0], words[1..]));
        }

        await AssertNothingLostAsync(words);
        Assert.True(kill.Killed >= Kills / 2, $"{kill.Killed} runs were killed; seed {kill.Seed}.");
    }

    // Not each of them is made by each kind of rotation.
    [Theory]
    [InlineData("", 3)]
    [InlineData("-CopyTruncate", 3)]
    public async Task Killed_at_each_of_its_changes_no_line_is_lost(string parameters, int least)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        string[] words = Words(parameters);
        int killed = 0;
        foreach (string call in (string[])["renameat2", "unlinkat", "fsync", "ftruncate", "utimensat"])
        {
            for (int number = 1; number <= 3; number++)
            {
                await AppendAsync();
                ProgramOutcome outcome = await TestProgram.TryAsync(
                    "env",
                    ["DOTNET_PROCESSOR_COUNT=1", "strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", $"trace={call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={call}:signal=KILL:when={number}"), .. words]);
                killed += outcome.ExitCode == 137 ? 1 : 0;
            }
        }

        await AssertNothingLostAsync(words);
        Assert.True(killed >= least, $"{killed} runs were killed.");
    }

    private string[] Words(string parameters) =>
        [.. SysOpsShell.Words, "Invoke-LogRotation", Log, "-Force", "-Keep", "1000", "-StatePath", Path.Combine(_folder.Path, "state"), .. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private async Task AssertNothingLostAsync(string[] words)
    {
        ProgramOutcome last = await TestProgram.TryAsync(words[0], words[1..]);

        Assert.Equal((0, ""), (last.ExitCode, last.Errors));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(Log)!, "*sysops*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }));
        Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(Log)!).Where(path => path != Log), path => Assert.True(Path.GetExtension(path) is ".gz" or ".backup", path));
        HashSet<int> found = [.. (await TestProgram.RunAsync("sh", "-c", "cd \"$1\" && for file in * ; do case $file in *.gz) zcat \"$file\";; *) zcat -f \"$file\";; esac; done", "sh", Path.GetDirectoryName(Log)!)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(_written, found.Count);
    }

    private async Task AppendAsync()
    {
        await File.AppendAllLinesAsync(Log, Enumerable.Range(_written, LinesOfRun).Select(line => line.ToString(CultureInfo.InvariantCulture)), TestContext.Current.CancellationToken);
        _written += LinesOfRun;
    }
}
