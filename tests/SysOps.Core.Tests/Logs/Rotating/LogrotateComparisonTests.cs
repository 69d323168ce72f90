using SysOps.Logs.Logrotate;
using SysOps.Logs.Rotating;
using SysOps.Testing.Programs;

namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>The installed logrotate and SysOps, each on the same tree with the same configuration and state: names, contents, modes, owners, times and state are the same afterwards.</summary>
public sealed class LogrotateComparisonTests
{
    private const int MostTries = 20;

    [Theory]
    [MemberData(nameof(RotationCases.Names), MemberType = typeof(RotationCases))]
    public async Task Both_leave_the_same(string name)
    {
        RotationCase @case = RotationCases.All[name];
        (DateTimeOffset now, (string Tree, bool Failed) theirs) = await InOneSecondAsync(@case);
        (string Tree, bool Failed) ours = await RunOursAsync(@case, now);

        Assert.Equal(theirs.Tree, ours.Tree);
        Assert.Equal((@case.Fails, @case.Fails), (theirs.Failed, ours.Failed));
        Assert.Equal(name.StartsWith("mail", StringComparison.Ordinal), theirs.Tree.Contains("\nmailed |", StringComparison.Ordinal));
    }

    /// <summary>What logrotate leaves, and when that was: names and states have seconds, and SysOps is to see the same one.</summary>
    internal static async Task<(DateTimeOffset Now, (string Tree, bool Failed) Outcome)> InOneSecondAsync(RotationCase @case)
    {
        for (int @try = 0; @try < MostTries; @try++)
        {
            DateTimeOffset started = TimeProvider.System.GetUtcNow();
            (string tree, bool failed, DateTimeOffset ended) = await RunLogrotateAsync(@case, started);

            // It asks a clock that is some milliseconds behind.
            if (started.AddMilliseconds(-20).ToUnixTimeSeconds() == ended.ToUnixTimeSeconds())
            {
                return (started, (tree, failed));
            }
        }

        throw new InvalidOperationException("logrotate takes longer than a second.");
    }

    private static async Task<(string Tree, bool Failed, DateTimeOffset Ended)> RunLogrotateAsync(RotationCase @case, DateTimeOffset now)
    {
        using LogTree tree = new(@case, now);
        bool failed = false;
        for (int run = 0; run < @case.Runs; run++)
        {
            ProgramOutcome outcome = await TestProgram.TryAsync("/usr/sbin/logrotate", [.. @case.Force ? ["-f"] : Array.Empty<string>(), "-m", tree.Mailer, "-s", tree.State, tree.Configuration]);
            failed |= outcome.ExitCode != 0;
        }

        DateTimeOffset ended = TimeProvider.System.GetUtcNow();
        return (await tree.DescribeAsync(), failed, ended);
    }

    internal static async Task<(string Tree, bool Failed)> RunOursAsync(RotationCase @case, DateTimeOffset now)
    {
        using LogTree tree = new(@case, now);
        bool failed = false;
        for (int run = 0; run < @case.Runs; run++)
        {
            LogrotateConfiguration configuration = LogrotateReader.Read([tree.Configuration]);
            RecordingPort port = new();
            RotationRequest request = new() { Rules = configuration.Rules, StatePath = tree.State, MailCommand = tree.Mailer, Force = @case.Force, Time = new FixedTime(now) };
            await LogRotation.RunAsync(request, port, TestContext.Current.CancellationToken);
            failed |= configuration.HasErrors || port.Results.Exists(result => result.Action is LogRotationAction.Failed);
        }

        return (await tree.DescribeAsync(), failed);
    }
}
