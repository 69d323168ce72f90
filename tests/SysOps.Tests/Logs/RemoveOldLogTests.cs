using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Logs;

public sealed class RemoveOldLogTests : IDisposable
{
    private static readonly DateTime Old = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public RemoveOldLogTests()
    {
        _folder.Write("api.log", "now");
        Write("api.log.1", "12345", Old.AddDays(2));
        Write("api.log.2.gz", "123", Old.AddDays(1));
        Write("x.logic.txt", "", Old);
        Write("sub/web.log-20200101", "1", Old);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_folder_gives_up_the_old_generations_in_it()
    {
        SessionResult result = Run("Remove-OldLog $Folder").ThrowIfFailed();

        Assert.Equal(["api.log.1", "api.log.2.gz"], Names(result));
        PSObject first = result.Output[0];
        Assert.Equal(("SysOps.Logs.Removing.RemovedLog", 5L, "older than 30d", "Removed"), (first.TypeNames[0], first.Properties["SizeBytes"].Value, first.Properties["Reason"].Value, first.Properties["Outcome"].Value.ToString()));
        Assert.Equal(Old.AddDays(2).ToLocalTime(), first.Properties["Modified"].Value);
        Assert.InRange((TimeSpan)first.Properties["Age"].Value, TimeSpan.FromDays(365), TimeSpan.MaxValue);
        Assert.Equal(["api.log", "sub", "sub/web.log-20200101", "x.logic.txt"], Left());
    }

    [Theory]
    [InlineData("Remove-OldLog -Path $Folder/*.txt", "x.logic.txt")]
    [InlineData("Remove-OldLog -Path ($Folder.Substring(0, $Folder.Length - 1) + '*/x.logi[a-z].txt')", "x.logic.txt")]
    [InlineData("Remove-OldLog -Path ($Folder.Substring(0, $Folder.Length - 1) + '*/api.log.1')", "api.log.1")]
    [InlineData("Remove-OldLog -LiteralPath $Folder/api.log.2.gz", "api.log.2.gz")]
    [InlineData("\"$Folder/api.log.2.gz\" | Remove-OldLog", "api.log.2.gz")]
    [InlineData("[System.IO.FileInfo]::new(\"$Folder/api.log.2.gz\") | Remove-OldLog", "api.log.2.gz")]
    public void A_pattern_or_a_name_says_itself_what_a_log_is(string script, string gone)
    {
        // Only root sees all processes; elsewhere the newest of a series stays, and this one is it.
        Write("x.logix.txt", "", Now);

        string[] before = Left();
        Run(script).ThrowIfFailed();

        Assert.Equal([gone], before.Except(Left()));
    }

    [Fact]
    public void Folders_are_taken_from_the_pipeline_with_those_below_them()
    {
        Write("sub/web.log", "", Now);

        SessionResult result = Run("[System.IO.DirectoryInfo]::new($Folder) | Remove-OldLog -Recurse -RemoveEmptyFolder").ThrowIfFailed();

        Assert.Equal(["api.log.1", "api.log.2.gz", "sub/web.log-20200101"], Names(result));
        Assert.Equal(["api.log", "sub", "sub/web.log", "x.logic.txt"], Left());
    }

    [Fact]
    public void Without_a_path_the_configuration_says_where_the_logs_are()
    {
        string path = _folder.Write("conf/sysops.json", """{ "logs": { "path": ".." } }""");

        SessionResult result = _session.Run("param($Path) Remove-OldLog -ConfigurationPath $Path -KeepLast 1", ("Path", path)).ThrowIfFailed();

        Assert.Equal(["api.log.2.gz"], Names(result));
        Fails("Remove-OldLog -ConfigurationPath $Folder/conf/none.json", "ConfigurationNotFound", ErrorCategory.ObjectNotFound, null);
        _folder.Write("conf/sysops.json", "{}");
        Fails("Remove-OldLog -ConfigurationPath $Folder/conf/sysops.json", "LogPathMissing", ErrorCategory.ObjectNotFound, "logs.path");
    }

    [Fact]
    public async Task What_if_writes_what_would_go_and_changes_nothing()
    {
        string[] before = await TreeListing.WithChangeTimesAsync(_folder.Path);

        SessionResult planned = Run("Remove-OldLog $Folder -WhatIf; $WhatIfPreference = $true; Remove-OldLog $Folder -Summary").ThrowIfFailed();

        Assert.Equal(before, await TreeListing.WithChangeTimesAsync(_folder.Path));
        Assert.All(planned.Output, item => Assert.Equal("Planned", item.Properties["Outcome"].Value.ToString()));
        Assert.Equal((2L, 8L), (planned.Output[2].Properties["Files"].Value, planned.Output[2].Properties["FreedBytes"].Value));
        Assert.Equal(Names(planned)[..2], Names(Run("Remove-OldLog $Folder")));
    }

    [Fact]
    public void The_summary_is_one_object_with_the_figures()
    {
        Write("sub/web.log", "", Now);

        PSObject summary = Assert.Single(Run("Remove-OldLog $Folder -Recurse -OlderThan '1h' -KeepLast 0 -Summary -MaximumTotalSize '1GB' -MinimumFreeSpace '0%'").ThrowIfFailed().Output);

        Assert.Equal((3L, 0L, 9L, 0L), (summary.Properties["Files"].Value, summary.Properties["Folders"].Value, summary.Properties["FreedBytes"].Value, summary.Properties["Failed"].Value));
        Assert.Equal("Removed", summary.Properties["Outcome"].Value.ToString());
    }

    [Fact]
    public void Sizes_and_shares_are_taken_as_they_are_typed()
    {
        SessionResult result = Run("Remove-OldLog $Folder -MaximumTotalSize 7 -WhatIf; Remove-OldLog $Folder -MaximumTotalSize 1KB -MinimumFreeSpace 1MB -WhatIf; Remove-OldLog $Folder -OlderThan 30d -WhatIf").ThrowIfFailed();

        Assert.Equal(["all logs take more than 7 B", "all logs take more than 7 B", "older than 30d", "older than 30d"], result.Output.Select(item => item.Properties["Reason"].Value));
        Assert.Contains("MinimumFreeSpace", Run("Remove-OldLog $Folder -MinimumFreeSpace '110%'").TheError.ToString(), StringComparison.Ordinal);
        Assert.Contains("OlderThan", Run("Remove-OldLog $Folder -OlderThan 30").TheError.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_meant_is_refused_and_nothing_goes()
    {
        Fails("Remove-OldLog $Folder -DaysToKeep 1 -OlderThan 1h", "LogRulesInvalid", ErrorCategory.InvalidArgument, "OlderThan");
        Fails("Remove-OldLog / -Recurse", "LogPlaceRefused", ErrorCategory.InvalidOperation, "/");
        Fails("Remove-OldLog /* -Recurse", "LogPlaceRefused", ErrorCategory.InvalidOperation, "/");
        Fails("Remove-OldLog Env:PATH", "PathInvalid", ErrorCategory.InvalidArgument, "Env:PATH");

        Assert.Contains("api.log.1", Left());
    }

    [Fact]
    public void One_path_that_is_not_there_does_not_keep_the_others()
    {
        SessionResult result = Run("Remove-OldLog $Folder/none, $Folder");

        Assert.StartsWith("PathNotFound,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["api.log.1", "api.log.2.gz"], Names(result));
        Assert.NotNull(Run("Remove-OldLog $Folder/none, $Folder -ErrorAction Stop").Terminated);
    }

    [Fact]
    public void What_a_process_has_open_stays()
    {
        using FileStream open = File.OpenRead(Path.Combine(_folder.Path, "api.log.1"));

        Assert.Equal(["api.log.2.gz"], Names(Run("Remove-OldLog $Folder").ThrowIfFailed()));
    }

    [Fact]
    public void A_downstream_command_that_has_enough_ends_the_run_and_nothing_stays_open()
    {
        for (int number = 0; number < 50; number++)
        {
            Write($"many/{number:d2}/api.log.1", "", Old);
            Write($"many/{number:d2}/api.log", "", Now);
        }

        SessionResult result = Run("Remove-OldLog $Folder/many -Recurse | ForEach-Object { throw 'enough' }");

        Assert.Contains("enough", result.Terminated!.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "many/49/api.log.1")));
        Assert.DoesNotContain(Directory.GetFiles("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget ?? ""), target => target.StartsWith(_folder.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_system_refuses_is_an_error_each_and_the_rest_goes_on()
    {
        Write("a/api.log.1", "", Old);
        Write("b/api.log.1", "", Old);
        string list = Path.Combine(_folder.Path, "b");

        // Root may all, so the kernel's answers are given by strace.
        ProgramOutcome outcome = await TestProgram.TryAsync("strace", [
            "-f", "-qq", "-o", "/dev/null", "-P", list, "-P", Path.Combine(_folder.Path, "a"), "-e", "trace=getdents64,unlinkat", "-e", "inject=getdents64:error=EACCES:when=1", "-e", "inject=unlinkat:error=EBUSY:when=1",
            .. SysOpsShell.Words, "Remove-OldLog", _folder.Path, "-Recurse", "-KeepLast", "0"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("could not be read: Permission denied", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("api.log.2.gz", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task Killed_at_any_moment_every_log_is_whole_or_gone_and_the_next_run_ends_it(int when)
    {
        for (int number = 0; number < 10; number++)
        {
            Write($"many/{number:d2}/api.log", "live", Now);
            Write($"many/{number:d2}/api.log.1", "old", Old);
            Write($"many/{number:d2}/api.log.2", "old", Old);
        }

        ProgramOutcome outcome = await TestProgram.TryAsync("strace", [
            "-f", "-qq", "-o", "/dev/null", "-e", "trace=unlinkat", "-e", $"inject=unlinkat:signal=KILL:when={when}", .. SysOpsShell.Words, "Remove-OldLog", Path.Combine(_folder.Path, "many"), "-Recurse"]);

        string[] left = [.. Left().Where(path => path.StartsWith("many/", StringComparison.Ordinal) && path.Contains("log", StringComparison.Ordinal))];
        Assert.All(left, path => Assert.Equal(path.EndsWith("log", StringComparison.Ordinal) ? "live" : "old", File.ReadAllText(Path.Combine(_folder.Path, path))));
        Assert.Equal(10, left.Count(path => path.EndsWith("log", StringComparison.Ordinal)));
        Assert.Equal(outcome.ExitCode == 0, left.Length == 10);

        Run("Remove-OldLog $Folder/many -Recurse").ThrowIfFailed();
        Assert.DoesNotContain(Left(), path => path.EndsWith(".1", StringComparison.Ordinal) && path.StartsWith("many", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_are_filtered_after_serialization()
    {
        SessionResult result = Run(
            """
            $copies = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Remove-OldLog $Folder -WhatIf)))
            @($copies | Where-Object Outcome -eq Planned).Count
            @($copies | Where-Object { $_.SizeBytes -eq 3 }).Count
            """);

        Assert.Equal(["2", "1"], result.ThrowIfFailed().Output.Select(item => item.ToString()));
    }

    private void Write(string name, string content, DateTime modified) => File.SetLastWriteTimeUtc(_folder.Write(name, content), modified);

    private SessionResult Run(string script) => _session.Run($"param($Folder) {script}", ("Folder", _folder.Path));

    private void Fails(string script, string id, ErrorCategory category, string? target)
    {
        SessionResult result = Run(script);
        Assert.StartsWith(id + ",", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, result.TheError.CategoryInfo.Category);
        Assert.True(target is null || target.Equals(result.TheError.TargetObject), $"The target is {result.TheError.TargetObject}.");
    }

    private string[] Names(SessionResult result) => [.. result.Output.Where(item => item.Properties["Path"] is not null).Select(item => Path.GetRelativePath(_folder.Path, (string)item.Properties["Path"].Value))];

    private string[] Left() => [.. Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.Path, path)).Where(path => !path.StartsWith("conf", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
