using System.Diagnostics;
using System.Text.Json;
using SysOps.Testing.Programs;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Backups;

/// <summary>
/// A real sysops that is killed while it restores a database, at each step that its journal notes. Renames are slowed down by strace, as the journal is
/// written by one: so each of its stages can be met.
/// </summary>
public sealed class KilledRestoreTests(TestServers servers) : IAsyncLifetime
{
    private const string Old = "old";
    private const string New = "restored";

    private PostgreSqlSystem _system = null!;

    private string State => Path.Combine(_system.Files.Folder, "state");

    public async ValueTask InitializeAsync()
    {
        _system = await PostgreSqlSystem.CreateAsync(servers);
        await _system.Database.ExecuteAsync($"CREATE TABLE content AS SELECT '{New}' AS is FROM generate_series(1, 1000)");
        _system.Run("New-SystemBackup -ConfigurationPath $Path -Component Database").ThrowIfFailed();
        await _system.Database.ExecuteAsync($"UPDATE content SET \"is\" = '{Old}'");
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Theory]
    [InlineData("Staging", false, "Rollback", Old)]
    [InlineData("Staging", false, "Resume", Old)]
    [InlineData("Verified", false, "Rollback", Old)]
    [InlineData("Verified", false, "Resume", New)]
    [InlineData("Swapping", false, "Rollback", Old)]
    [InlineData("Swapping", false, "Resume", New)]
    [InlineData("Swapping", true, "Rollback", Old)]
    [InlineData("Swapping", true, "Resume", New)]
    [InlineData("Committed", true, "Resume", New)]
    public async Task Killed_at_any_stage_the_live_database_is_one_of_the_two_and_the_restore_can_be_ended(string stage, bool exchanged, string end, string expected)
    {
        await KillAsync(stage, exchanged);

        Assert.Contains(await ContentAsync(), (string[])[Old, New]);
        if (stage is "Staging" or "Verified")
        {
            Assert.Equal(Old, await ContentAsync());
        }

        ProgramOutcome told = await RunAsync("Get-SystemBackup", "-ConfigurationPath", _system.Files.Configuration);
        Assert.Contains("was interrupted", told.Output + told.Errors, StringComparison.Ordinal);
        ProgramOutcome refused = await RunAsync("Restore-SystemBackup", Backup, "-ConfigurationPath", _system.Files.Configuration, "-Component", "Database", "-Confirm:$false");
        Assert.Equal(1, refused.ExitCode);

        ProgramOutcome ended = await RunAsync("Restore-SystemBackup", $"-{end}", "-Confirm:$false");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(expected, await ContentAsync());
        Assert.Empty(Journals());
        IReadOnlyList<string> relatives = await _system.Database.RelativesAsync();
        Assert.Equal(expected == New ? 2 : 1, relatives.Count);
        Assert.DoesNotContain(relatives, name => name.StartsWith("sysops_restore_", StringComparison.Ordinal));
        Assert.Equal(1000L, await _system.Database.ScalarAsync<long>("SELECT count(*) FROM content"));
    }

    [Fact]
    public async Task Once_all_is_in_place_a_rollback_says_so_and_changes_nothing()
    {
        await KillAsync("Committed", exchanged: true);

        ProgramOutcome refused = await RunAsync("Restore-SystemBackup", "-Rollback", "-Confirm:$false");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("-Resume", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(New, await ContentAsync());
    }

    private string Backup => Path.GetFileName(Assert.Single(Directory.GetDirectories(_system.Files.Repository, "2*")));

    private async Task KillAsync(string stage, bool exchanged)
    {
        string[] words =
        [
            $"XDG_STATE_HOME={State}", "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=rename", "-e", "inject=rename:delay_enter=400000:delay_exit=400000", .. SysOpsShell.Words,
            "Restore-SystemBackup", Backup, "-ConfigurationPath", _system.Files.Configuration, "-Component", "Database", "-Confirm:$false",
        ];
        using Process strace = TestProgram.Start("env", words);
        Task<string> output = strace.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = strace.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        int? killed = null;
        while (!strace.HasExited && killed is null)
        {
            if (Journal() is { } journal && journal.GetProperty("stage").GetString() == stage && (!exchanged || (await _system.Database.RelativesAsync()).Any(name => name.Contains("_before_", StringComparison.Ordinal))))
            {
                killed = journal.GetProperty("owner").GetProperty("processId").GetInt32();
                using var restoring = Process.GetProcessById(killed.Value);
                restoring.Kill();
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await strace.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(killed is not null, $"The restore was never at {stage}: {await output}{await errors}");
        Assert.Single(Journals());
    }

    private string[] Journals() => Directory.Exists(State) ? Directory.GetFiles(State, "*.json", SearchOption.AllDirectories) : [];

    // Null while there is none, or it is just being exchanged.
    private JsonElement? Journal()
    {
        try
        {
            return Journals() is [var path] ? JsonDocument.Parse(File.ReadAllBytes(path)).RootElement : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private Task<string> ContentAsync() => _system.Database.ScalarAsync<string>("SELECT string_agg(DISTINCT \"is\", ' and ') FROM content");

    private Task<ProgramOutcome> RunAsync(params string[] words) => TestProgram.TryAsync("env", [$"XDG_STATE_HOME={State}", .. SysOpsShell.Words, .. words]);
}
