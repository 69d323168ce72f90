using SysOps.Files.Native;
using SysOps.Logs.Logrotate;
using SysOps.Logs.Rotating;
using SysOps.Testing.Programs;

namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>What SysOps promises beyond logrotate: nothing is lost, what was cut off is finished, and the plan is what is done.</summary>
public sealed class RotationTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly List<LogTree> _trees = [];

    public void Dispose() => _trees.ForEach(tree => tree.Dispose());

    [Fact]
    public async Task What_a_log_became_is_told_however_many_generations_there_are()
    {
        LogTree tree = Tree("@/a.log {;size 1;rotate 14;}", "a.log 5; " + string.Join("; ", Enumerable.Range(1, 14).Select(number => $"a.log.{number} 3")));

        LogRotationResult planned = Assert.Single(await RunAsync(tree, planOnly: true));
        LogRotationResult done = Assert.Single(await RunAsync(tree));

        Assert.Equal(Path.Combine(tree.Logs, "a.log.1"), done.RotatedTo);
        Assert.Equal([Path.Combine(tree.Logs, "a.log.15")], done.Removed);
        Assert.Equal((planned.RotatedTo, planned.Removed.Single()), (done.RotatedTo, done.Removed.Single()));
    }

    [Fact]
    public async Task The_plan_makes_no_folder_and_says_what_is_done_in_it()
    {
        LogTree tree = Tree("@/a.log {;size 1;rotate 2;compress;olddir old;createolddir 0755;}", "a.log 5");

        LogRotationResult planned = Assert.Single(await RunAsync(tree, planOnly: true));
        Assert.False(Directory.Exists(Path.Combine(tree.Logs, "old")));
        LogRotationResult done = Assert.Single(await RunAsync(tree));

        Assert.Equal((LogRotationAction.Planned, LogRotationAction.Rotated), (planned.Action, done.Action));
        Assert.Equal((planned.RotatedTo, Path.Combine(tree.Logs, "old", "a.log.1.gz")), (done.RotatedTo, done.RotatedTo));
    }

    [Theory]
    [InlineData("rotate 3;create", ".a.log.sysops-new")]
    [InlineData("rotate 3;create;compress", ".a.log.sysops-new")]
    [InlineData("rotate 3;create;renamecopy", ".a.log.sysops-new")]
    [InlineData("rotate 3;create;renamecopy", "a.log.tmp")]
    [InlineData("rotate 3;renamecopy;compress", "a.log.tmp")]
    public async Task A_rotation_that_was_cut_off_is_finished_by_the_next_run(string directives, string left)
    {
        LogTree tree = Tree($"@/a.log {{;monthly;{directives};}}", $"a.log 0; {left} 40; a.log.1{(directives.Contains("compress", StringComparison.Ordinal) ? ".gz" : "")} 7; .a.log.1.sysops-partial 9", "a.log -0d");

        LogRotationResult result = Assert.Single(await RunAsync(tree));

        Assert.Equal((LogRotationAction.Rotated, "an earlier rotation was cut off"), (result.Action, result.Reason));
        string described = await tree.DescribeAsync();
        Assert.Contains($"a line of {left}", described, StringComparison.Ordinal);
        Assert.DoesNotContain("sysops", string.Join(' ', Directory.EnumerateFiles(tree.Logs).Select(Path.GetFileName)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(tree.Logs, "a.log.tmp")));
        Assert.Equal(0, new FileInfo(Path.Combine(tree.Logs, "a.log")).Length);
        Assert.Equal(LogRotationAction.Skipped, Assert.Single(await RunAsync(tree)).Action);
    }

    [Fact]
    public async Task A_new_log_that_had_not_come_into_its_place_comes_there()
    {
        LogTree tree = Tree("@/a.log {;monthly;rotate 3;create;}", ".a.log.sysops-new 0 640; a.log.1 7", "a.log -0d");

        Assert.Equal(LogRotationAction.Skipped, Assert.Single(await RunAsync(tree)).Action);

        Assert.Equal(["a.log", "a.log.1"], Directory.EnumerateFiles(tree.Logs).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_program_that_compresses_to_nothing_costs_no_log()
    {
        LogTree tree = Tree("@/a.log {;size 1;rotate 3;compress;compresscmd /bin/true;compressext .x;}", "a.log 50");

        LogRotationResult result = Assert.Single(await RunAsync(tree));

        Assert.Equal(LogRotationAction.Failed, result.Action);
        Assert.Equal(["a.log.1"], Directory.EnumerateFiles(tree.Logs).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("dateformat -%Y%m%d", "a.log-99999999; a.log-00000000; a.log-20240230")]
    [InlineData("dateformat -%s", "a.log-9999999999; a.log-0000000000")]
    [InlineData("dateformat -%Y%m%d%H%M%S", "a.log-99991399259999")]
    public async Task No_name_of_a_file_ends_a_run(string format, string names)
    {
        LogTree tree = Tree($"@/a.log @/b.log {{;size 1;rotate 1;dateext;{format};}}", "a.log 5; b.log 6; " + string.Join("; ", names.Split("; ").Select(name => $"{name} 3")));

        Assert.All(await RunAsync(tree), result => Assert.Equal(LogRotationAction.Rotated, result.Action));
    }

    [Fact]
    public async Task A_log_that_is_still_written_to_is_compressed_by_a_later_run()
    {
        LogTree tree = Tree("@/a.log {;size 1;rotate 3;create;compress;}", "a.log 50");
        string rotated = Path.Combine(tree.Logs, "a.log.1");
        await using (FileStream writer = new(Path.Combine(tree.Logs, "a.log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            LogRotationResult result = Assert.Single(await RunAsync(tree));
            writer.Write("late\n"u8);
            Assert.Equal((LogRotationAction.Rotated, rotated), (result.Action, result.RotatedTo));
        }

        Assert.EndsWith("late\n", await File.ReadAllTextAsync(rotated, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await RunAsync(tree);
        Assert.EndsWith("late\n", await TestProgram.RunAsync("zcat", rotated + ".gz"), StringComparison.Ordinal);
        Assert.False(File.Exists(rotated));
    }

    [Fact]
    public async Task What_runs_with_the_rights_of_another_leaves_them_to_no_thread_and_no_script()
    {
        LogTree tree = Tree("@/open/a.log {;size 1;rotate 1;su daemon daemon;create;compress;preremove;id -u >> @/who;endscript;}", "open/ 777; open/a.log 3000k 640 daemon:daemon; open/a.log.1.gz 4 640 daemon:daemon");

        Assert.Equal(LogRotationAction.Rotated, Assert.Single(await RunAsync(tree)).Action);

        Assert.All(await File.ReadAllLinesAsync(Path.Combine(tree.Logs, "who"), TestContext.Current.CancellationToken), line => Assert.Equal("0", line));
        using Barrier together = new(6);
        string[] users = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                // Each is a thread of its own, old ones of the pool among them.
                together.SignalAndWait(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
                return File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal));
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.None,
            TaskScheduler.Default)));
        Assert.All(users, user => Assert.Equal("Uid:\t0\t0\t0\t0", user));
        Assert.Equal(1, new FileUser(1, 1).Run(() => FileUser.Outside(() => File.ReadLines("/proc/thread-self/status").Count(line => line == "Uid:\t0\t0\t0\t0"))));
    }

    [Fact]
    public void A_relative_name_is_an_error_and_the_others_are_rotated()
    {
        LogTree tree = Tree("@/b.log c.log {;size 1;rotate 3;}", "b.log 6");
        LogrotateConfiguration configuration = LogrotateReader.Read([tree.Configuration]);

        Assert.Equal("'c.log' is no full path", Assert.Single(configuration.Problems).Message);
        Assert.Equal([Path.Combine(tree.Logs, "b.log")], Assert.Single(configuration.Rules).Files);
    }

    [Fact]
    public async Task Who_waits_for_the_state_sees_what_was_written_to_it_meanwhile()
    {
        LogTree tree = Tree("@/a.log {;daily;rotate 3;}", "a.log 50", "a.log -40d");
        string log = Path.Combine(tree.Logs, "a.log");
        using System.Diagnostics.Process other = TestProgram.Start("flock", tree.State, "sh", "-c", "echo held; sleep 1; printf 'logrotate state -- version 2\\n\"%s\" %s\\n' \"$2\" \"$3\" > \"$1.new\"; chmod 600 \"$1.new\"; mv \"$1.new\" \"$1\"", "sh", tree.State, log, Now.ToLocalTime().ToString("yyyy-M-d-H:m:s", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        LogRotationResult result = Assert.Single(await RunAsync(tree, locking: StateLocking.Wait));

        Assert.Equal(LogRotationAction.Skipped, result.Action);
        Assert.True(File.Exists(log));
    }

    private LogTree Tree(string configuration, string files, string state = "")
    {
        LogTree tree = new(new RotationCase(configuration, files, state), Now);
        _trees.Add(tree);
        return tree;
    }

    private static async Task<List<LogRotationResult>> RunAsync(LogTree tree, bool planOnly = false, StateLocking locking = StateLocking.Fail)
    {
        LogrotateConfiguration configuration = LogrotateReader.Read([tree.Configuration]);
        Assert.Empty(configuration.Problems);
        RecordingPort port = new();
        RotationRequest request = new() { Rules = configuration.Rules, StatePath = tree.State, PlanOnly = planOnly, Locking = locking, Time = new FixedTime(Now) };
        await LogRotation.RunAsync(request, port, TestContext.Current.CancellationToken);
        return port.Results;
    }
}
