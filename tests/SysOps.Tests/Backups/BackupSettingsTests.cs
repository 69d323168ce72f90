using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Management.Automation;
using System.Text.Json;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Backups;

/// <summary>What the settings and the parameters of New-SystemBackup do to a backup.</summary>
public sealed class BackupSettingsTests : IAsyncLifetime
{
    private static readonly string[] Nothing = ["/bin/true"];

    private readonly ModuleSession _session = new();
    private BackupSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await BackupSystem.CreateAsync(_session);
        Configure([]);
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void A_higher_level_of_compression_stores_less_of_the_same_and_the_parameter_goes_before_the_setting()
    {
        File.WriteAllText(Path.Combine(_system.Workspaces, "text.csv"), string.Join('\n', Enumerable.Range(0, 200_000)));
        Configure(new() { ["compressionLevel"] = 1 });

        long fast = StoredBytes(New("-Component Workspaces -Full"));
        long small = StoredBytes(New("-Component Workspaces -Full -CompressionLevel 19"));

        Assert.True(small < fast, $"{small} bytes are less than {fast}.");
        Assert.StartsWith("ParameterArgumentValidationError,", New("-CompressionLevel 20").TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_ends_after_fullEvery()
    {
        Assert.Equal(["1", "2"], Enumerable.Range(0, 2).Select(_ => Text(New("-Component Workspaces"), "ChainLength")));
        Configure(new() { ["fullEvery"] = "1ms" });

        SessionResult result = New("-Component Workspaces -Verbose");

        Assert.Equal(("1", ""), (Text(result, "ChainLength"), Text(result, "Parent")));
    }

    [Fact]
    public async Task What_changed_without_a_trace_is_found_when_rereadShare_says_that_it_is_read_again()
    {
        // On a tmpfs, only the first writing to a page through a mapping is seen in the times.
        using TemporaryFolder memory = new("/dev/shm");
        string file = memory.Write("table.bin", new string('a', 10_000));
        Configure(memory.Path, "0%");
        using MemoryMappedFile mapping = MemoryMappedFile.CreateFromFile(file, FileMode.Open);
        using MemoryMappedViewAccessor view = mapping.CreateViewAccessor();
        view.Write(5000, (byte)'b');

        // Only files that are older than the parent by two seconds are not read.
        await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > TimeSpan.FromSeconds(2.5), "the file is old enough");
        New("-Component Workspaces -Full").ThrowIfFailed();
        view.Write(5000, (byte)'c');

        Assert.Equal("Complete", Text(New("-Component Workspaces"), "Status"));
        Configure(memory.Path, "100%");
        SessionResult found = New("-Component Workspaces");
        Assert.Equal("Partial", Text(found, "Status"));
        Assert.Contains(found.Warnings, warning => warning.Contains("table.bin", StringComparison.Ordinal));
    }

    [Fact]
    public void What_would_touch_the_reserve_is_refused_before_anything_is_made()
    {
        Configure(new() { ["reserve"] = "100%" });

        ErrorRecord error = New().TheError;

        Assert.Equal("BackupSpaceMissing,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category);
        Assert.Matches("has .+ free; the backup needs up to .+, and .+ are to stay free \\(backups.reserve\\)", error.ToString());
        Assert.False(Directory.Exists(_system.Repository));
    }

    [Fact]
    public async Task Who_holds_the_repository_is_waited_for_as_long_as_lockTimeout_says()
    {
        New("-Component Configuration").ThrowIfFailed();
        Configure(new() { ["lockTimeout"] = "0s" });
        using Process holder = TestProgram.Start("flock", "--shared", "--no-fork", Path.Combine(_system.Repository, "lock"), "sh", "-c", "echo held; exec sleep 300");
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        ErrorRecord error = New().TheError;
        holder.Kill();

        Assert.Equal("BackupRepositoryBusy,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal("Complete", Text(New("-Component Configuration -LockTimeout 1m"), "Status"));
    }

    [Fact]
    public void A_pattern_that_is_none_is_refused()
    {
        ErrorRecord error = New("-Exclude '/'").TheError;

        Assert.Equal("BackupSourceInvalid,SysOps.Commands.NewSystemBackupCommand", error.FullyQualifiedErrorId);
        Assert.Equal((ErrorCategory.InvalidOperation, "/"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.False(Directory.Exists(_system.Repository));
    }

    [Theory]
    [InlineData(true, true, "Quiesced")]
    [InlineData(true, false, "DatabaseFirst")]
    [InlineData(false, true, "DatabaseFirst")]
    [InlineData(false, false, "DatabaseFirst")]
    public void It_is_quiesced_only_when_both_commands_framed_the_copy(bool before, bool after, string consistency)
    {
        Dictionary<string, object> commands = [];
        if (before)
        {
            commands["before"] = Nothing;
        }

        if (after)
        {
            commands["after"] = Nothing;
        }

        Configure(commands);

        Assert.Equal(consistency, Text(New("-WhatIf"), "Consistency"));
        SessionResult result = New();
        Assert.Equal(consistency, Text(result, "Consistency"));
        using JsonDocument manifest = Manifest(result);
        Assert.Equal(consistency, manifest.RootElement.GetProperty("consistency").GetString());
    }

    [Fact]
    public void The_components_have_windows_of_their_own_and_the_backup_an_id()
    {
        SessionResult result = New();

        Assert.True(Guid.TryParse(Text(result, "Id"), out _));
        using JsonDocument manifest = Manifest(result);
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach (JsonElement component in manifest.RootElement.GetProperty("components").EnumerateArray())
        {
            Assert.True(component.GetProperty("started").GetDateTimeOffset() >= last, "One component is copied after the other.");
            last = component.GetProperty("finished").GetDateTimeOffset();
        }

        Assert.Equal(["True", "True", "True"], _session.Run("param($Backup) $Backup.Components | ForEach-Object { $_.Duration -gt [TimeSpan]::Zero -and $_.Duration -le $Backup.Duration }", ("Backup", result.Output[0])).ThrowIfFailed().Output.Select(line => line.ToString()));
    }

    [Fact]
    public void A_backup_that_takes_longer_than_a_second_tells_bytes_rate_and_time_left_and_clears_them()
    {
        New("-Component Workspaces -Full").ThrowIfFailed();

        // Progress is shown from the second second on; what the last backup was is the total.
        Configure(new() { ["before"] = new[] { "/bin/sleep", "1.2" }, ["after"] = Nothing });
        using PowerShell shell = _session.Start("param($Path) New-SystemBackup -Component Workspaces -Full -ConfigurationPath $Path", ("Path", _system.Configuration));

        Assert.Equal("Complete", Assert.Single(shell.Invoke()).Properties["Status"].Value.ToString());

        ProgressRecord[] records = [.. shell.Streams.Progress];
        Assert.True(records.Length >= 2, "Something is shown, and taken away.");
        Assert.All(records.SkipLast(1), record =>
        {
            Assert.Matches(@"\([\d.]+ ([KM]i)?B of 8\.6 MiB, [\d.]+ ([KM]i)?B/s\)$", record.StatusDescription);
            Assert.InRange(record.PercentComplete, 0, 100);
            Assert.InRange(record.SecondsRemaining, 0, int.MaxValue);
        });
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
    }

    private void Configure(string workspaces, string rereadShare) =>
        File.WriteAllText(_system.Configuration, JsonSerializer.Serialize(new { workspaces = new { path = workspaces }, backups = new { path = "backups", rereadShare } }));

    private void Configure(Dictionary<string, object> backups) => _system.Configure(new { provider = "Sqlite", connectionString = "Data Source=app.db" }, backups);

    private SessionResult New(string arguments = "") => _session.Run($"param($Path) New-SystemBackup -ConfigurationPath $Path {arguments}", ("Path", _system.Configuration));

    private static string Text(SessionResult result, string property) => Assert.Single(result.ThrowIfFailed().Output).Properties[property].Value?.ToString() ?? "";

    private static long StoredBytes(SessionResult result) => (long)Assert.Single(result.ThrowIfFailed().Output).Properties["StoredBytes"].Value;

    private static JsonDocument Manifest(SessionResult result) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Text(result, "Path"), "manifest.json")));
}
