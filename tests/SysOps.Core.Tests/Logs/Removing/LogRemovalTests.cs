using SysOps.Files;
using SysOps.Logs.Removing;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;

namespace SysOps.Core.Tests.Logs.Removing;

public sealed class LogRemovalTests : IDisposable
{
    private static readonly LogRemovalRules Month = new() { OlderThan = TimeSpan.FromDays(30) };

    private readonly RemovalLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task What_is_older_goes_and_what_is_just_so_old_stays()
    {
        _lab.Write("api.log", 90);
        _lab.Write("api.log.1", 30);
        _lab.Write("api.log.2.gz", TimeSpan.FromDays(30) + TimeSpan.FromTicks(1), bytes: 12);
        _lab.Write("x.logic.txt", 90);
        _lab.Write("sub/api.log.3", 90);

        await _lab.RunAsync(Month);

        Assert.Equal(["api.log", "api.log.1", "sub", "x.logic.txt"], _lab.Left);
        Assert.Equal(["api.log.2.gz", "sub/api.log.3"], _lab.Gone);
        Assert.Equal((12, "older than 30d", LogRemovalOutcome.Removed), (_lab.Reported[0].SizeBytes, _lab.Reported[0].Reason, _lab.Reported[0].Outcome));
        Assert.Equal(TimeSpan.FromDays(90), _lab.Reported[1].Age);
    }

    [Fact]
    public async Task Without_recursion_folders_below_are_left_alone()
    {
        _lab.Write("sub/api.log.3", 90);

        await _lab.RunAsync(Month, new LogPlace { Folder = _lab.Folder });

        Assert.Empty(_lab.Reported);
    }

    [Fact]
    public async Task The_newest_of_each_series_are_kept_from_every_rule()
    {
        foreach (string folder in new[] { "", "sub/" })
        {
            _lab.Write(folder + "api.log.1", 40);
            _lab.Write(folder + "api.log.2.gz", 50);
            _lab.Write(folder + "api.log.3.gz", 60);
            _lab.Write(folder + "web.log-20260101", 70);
        }

        await _lab.RunAsync(Month with { KeepLast = 2, MaximumTotalSize = 0 });

        Assert.Equal(["api.log.3.gz", "sub/api.log.3.gz"], _lab.Gone);
    }

    [Fact]
    public async Task A_number_alone_lets_all_others_go_however_young()
    {
        _lab.Write("api.log", 0);
        _lab.Write("api.log.1", 1);
        _lab.Write("api.log.2", 2);

        await _lab.RunAsync(new LogRemovalRules { KeepLast = 1 });

        Assert.Equal(["api.log", "api.log.1"], _lab.Left);
        Assert.Equal("not among the newest 1 of api.log", Assert.Single(_lab.Reported).Reason);
    }

    [Fact]
    public async Task The_oldest_of_all_series_go_until_the_total_fits_and_live_logs_count()
    {
        _lab.Write("api.log", 0, bytes: 100);
        _lab.Write("api.log.1", 3, bytes: 100);
        _lab.Write("b/web.log.1", 4, bytes: 100);
        _lab.Write("a/db.log.1", 5, bytes: 100);

        await _lab.RunAsync(new LogRemovalRules { MaximumTotalSize = 250 });

        Assert.Equal(["a/db.log.1", "b/web.log.1"], _lab.Gone.Order(StringComparer.Ordinal));
        Assert.Equal("all logs take more than 250 B", _lab.Reported[0].Reason);
        Assert.Empty(_lab.Warnings);
    }

    [Fact]
    public async Task Of_logs_of_the_same_moment_only_so_many_go_as_are_needed()
    {
        for (int number = 1; number <= 5; number++)
        {
            _lab.Write($"api.log.{number}", 3, bytes: 100);
        }

        await _lab.RunAsync(new LogRemovalRules { MaximumTotalSize = 250 });

        Assert.Equal(3, _lab.Reported.Count);
    }

    [Fact]
    public async Task A_total_that_cannot_be_reached_is_said()
    {
        _lab.Write("api.log", 0, bytes: 1000);
        _lab.Write("api.log.1", 3, bytes: 100);

        await _lab.RunAsync(new LogRemovalRules { MaximumTotalSize = 250 });

        Assert.Equal(["api.log.1"], _lab.Gone);
        Assert.Equal("Even without every log that may go all logs take more than 250 B: 750 B are missing.", Assert.Single(_lab.Warnings));
    }

    [Fact]
    public async Task The_oldest_go_until_enough_is_free_and_what_frees_nothing_stays()
    {
        const int Big = 64 << 20;
        using RemovalLab memory = new($"/dev/shm/sysops-test-{Guid.NewGuid():N}");
        string[] logs = [.. Enumerable.Range(1, 4).Select(number => memory.Write($"api.log.{number}", number, bytes: Big))];
        await TestProgram.RunAsync("ln", logs[3], Path.Combine(memory.Folder, "kept"));

        // Half a file more than one: others of this machine may use a little meanwhile.
        await memory.RunAsync(new LogRemovalRules { MinimumFreeSpace = new SpaceReserve { Bytes = FileSystemUsage.Of(memory.Folder).AvailableBytes + (Big / 2 * 3) } });

        Assert.Equal(["api.log.2", "api.log.3"], memory.Gone.Order(StringComparer.Ordinal));
        Assert.StartsWith("less than ", memory.Reported[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enough_free_space_lets_all_stay()
    {
        _lab.Write("api.log.1", 90, bytes: 100);

        await _lab.RunAsync(new LogRemovalRules { MinimumFreeSpace = new SpaceReserve { Bytes = 1 } });
        await _lab.RunAsync(new LogRemovalRules { MinimumFreeSpace = new SpaceReserve { Percent = 0 } });

        Assert.Equal(["api.log.1"], _lab.Left);
    }

    [Fact]
    public async Task A_log_that_a_process_has_open_stays()
    {
        using FileStream open = File.OpenRead(_lab.Write("api.log.1", 90));
        _lab.Write("api.log.2", 90);
        OpenFiles files = OpenFiles.Read(TestContext.Current.CancellationToken);

        // As root would see it: here the same process has it open.
        await _lab.RunAsync(Month, open: files with { IsComplete = true });

        Assert.Equal(["api.log.2"], _lab.Gone);
    }

    [Fact]
    public async Task A_pattern_means_hidden_files_only_when_it_begins_with_a_dot()
    {
        _lab.Write(".api.log.1.partial", 90);
        _lab.Write("api.txt", 90);

        await _lab.RunAsync(Month, new LogPlace { Folder = _lab.Folder, Selection = new ChosenSelection(new PathGlob("*")) });
        Assert.Equal(["api.txt"], _lab.Gone);

        await _lab.RunAsync(Month, new LogPlace { Folder = _lab.Folder, Selection = new ChosenSelection(new PathGlob(".api.*")) });
        Assert.Empty(_lab.Left);
    }

    [Fact]
    public async Task Where_processes_cannot_be_looked_at_the_newest_of_each_series_stays_with_one_warning()
    {
        _lab.Write("api.log", 0);
        _lab.Write("api.log.1", 90);
        _lab.Write("web.log.1", 80);
        _lab.Write("web.log.2", 90);
        _lab.Write("sub/db.log.1", 90);

        await _lab.RunAsync(Month, open: RemovalLab.NothingOpen with { IsComplete = false });

        Assert.Equal(["api.log.1", "web.log.2"], _lab.Gone.Order(StringComparer.Ordinal));
        Assert.Contains("2 stay for that alone", Assert.Single(_lab.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_is_found_among_those_that_were_not_chosen_too()
    {
        _lab.Write("api.log", 0);
        _lab.Write("api.log.1", 90);

        await _lab.RunAsync(Month, new LogPlace { Folder = _lab.Folder, Selection = new ChosenSelection(["api.log.1"]) }, open: RemovalLab.NothingOpen with { IsComplete = false });

        Assert.Equal(["api.log.1"], _lab.Gone);
    }

    [Fact]
    public async Task Links_FIFOs_and_folders_are_no_logs_and_nothing_behind_a_link_is_touched()
    {
        using TemporaryFolder outside = new();
        string target = outside.Write("api.log.1", "precious");
        File.SetLastWriteTimeUtc(target, DateTime.UnixEpoch);
        File.CreateSymbolicLink(Path.Combine(_lab.Folder, "api.log.1"), target);
        Directory.CreateSymbolicLink(Path.Combine(_lab.Folder, "sub"), outside.Path);
        Directory.CreateDirectory(Path.Combine(_lab.Folder, "api.log.2"));
        await TestProgram.RunAsync("mkfifo", Path.Combine(_lab.Folder, "api.log.3"));
        await TestProgram.RunAsync("find", _lab.Folder, "-mindepth", "1", "-exec", "touch", "-h", "-d", "2020-01-01", "{}", "+");
        string[] before = await TreeListing.OfAsync(_lab.Folder);

        await _lab.RunAsync(Month, removeEmptyFolders: true);

        Assert.Empty(_lab.Reported);
        Assert.Equal(before, await TreeListing.OfAsync(_lab.Folder));
        Assert.Equal("precious", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_vanished_or_was_exchanged_since_it_was_looked_at_is_told_and_the_rest_goes_on()
    {
        string gone = _lab.Write("api.log.1", 90);
        string younger = _lab.Write("api.log.2", 90);
        string written = _lab.Write("api.log.3", 90);
        _lab.Write("api.log.4", 90);
        _lab.WhileAsked = _ =>
        {
            File.Delete(gone);
            File.Move(_lab.Write("new", 90), younger, overwrite: true);
            File.AppendAllText(written, "x");
        };

        await _lab.RunAsync(Month);

        Assert.Equal(["api.log.4"], _lab.Gone);
        Assert.Equal(["api.log.2", "api.log.3"], _lab.Left);
        Assert.Equal(
            [$"'{gone}' was gone before it could be removed.", $"'{younger}' was written or exchanged since it was looked at, and stays.", $"'{written}' was written or exchanged since it was looked at, and stays."],
            _lab.Warnings);
    }

    [Fact]
    public async Task Folders_that_the_removal_left_empty_go_from_the_deepest_up_and_others_stay()
    {
        _lab.Write("a/b/api.log.1", 90);
        _lab.Write("a/b/c/api.log.1", 90);
        _lab.Write("kept/api.log.1", 90);
        _lab.Write("kept/notes", 90);
        Directory.CreateDirectory(Path.Combine(_lab.Folder, "empty/before"));
        _lab.Write("api.log.1", 90);

        await _lab.RunAsync(Month, planOnly: true, removeEmptyFolders: true);
        string[] planned = [.. _lab.Gone];
        _lab.Reported.Clear();
        await _lab.RunAsync(Month, removeEmptyFolders: true);

        Assert.Equal(["empty", "empty/before", "kept", "kept/notes"], _lab.Left);
        Assert.Equal(["a/b/c", "a/b", "a"], _lab.Reported.Where(log => log.IsFolder).Select(log => Path.GetRelativePath(_lab.Folder, log.Path)));
        Assert.Equal(planned, _lab.Gone);
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_says_what_the_run_does()
    {
        _lab.Write("api.log.1", 40, bytes: 5);
        _lab.Write("sub/api.log.1", 50);
        string[] before = await TreeListing.WithChangeTimesAsync(_lab.Folder);

        await _lab.RunAsync(Month, planOnly: true, removeEmptyFolders: true);
        RemovedLog[] planned = [.. _lab.Reported];
        _lab.Reported.Clear();

        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_lab.Folder));
        await _lab.RunAsync(Month, removeEmptyFolders: true);
        Assert.All(planned, log => Assert.Equal(LogRemovalOutcome.Planned, log.Outcome));
        Assert.Equal(planned.Where(log => !log.IsFolder).Select(log => log with { Outcome = LogRemovalOutcome.Removed }), _lab.Reported.Where(log => !log.IsFolder));
        Assert.Equal(planned.Select(log => log.Path), _lab.Reported.Select(log => log.Path));
    }

    [Fact]
    public async Task Only_what_was_confirmed_goes()
    {
        _lab.Write("api.log.1", 90);
        _lab.Write("api.log.2", 90);
        _lab.Answer = log => log.Path.EndsWith('2');

        await _lab.RunAsync(Month);

        Assert.Equal(["api.log.1"], _lab.Left);
    }

    [Fact]
    public async Task When_it_is_cancelled_what_was_not_begun_stays_and_no_folder_stays_open()
    {
        for (int folder = 0; folder < 40; folder++)
        {
            _lab.Write($"{folder:d2}/api.log.1", 90);
        }

        using CancellationTokenSource stop = new();
        _lab.WhileAsked = planned =>
        {
            if (planned[0].Path.Contains("/05/", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _lab.RunAsync(Month, stop: stop));

        Assert.True(File.Exists(Path.Combine(_lab.Folder, "39/api.log.1")));
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? ""), target => target.StartsWith(_lab.Folder, StringComparison.Ordinal));
    }
}
