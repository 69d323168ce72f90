using System.Management.Automation;
using SysOps.Testing.Servers;
using SysOps.Testing.Sessions;

namespace SysOps.Servers.Tests.Backups;

public sealed class RestoreSystemBackupTests(TestServers servers)
{
    private const string New = "New-SystemBackup -ConfigurationPath $Path";
    private const string Restore = "Get-SystemBackup -ConfigurationPath $Path -Latest | Restore-SystemBackup -ConfigurationPath $Path -Confirm:$false";

    [Fact]
    public async Task A_database_comes_back_as_it_was_and_the_old_one_is_kept()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await NastyDatabase.FillAsync(system.Database);
        await system.Database.ExecuteAsync("DROP TABLE child");
        string before = await PlainDump.OfAsync(system.Database);
        system.Run(New).ThrowIfFailed();
        await system.Database.ExecuteAsync("DROP TABLE parted", "UPDATE public.items SET name = 'spoilt'", $"ALTER DATABASE \"{system.Database.Name}\" RESET ALL");

        PSObject result = Assert.Single(system.Run($"{Restore} -Component Database").ThrowIfFailed().Output);

        Assert.Equal("Restored", result.Properties["Outcome"].Value.ToString());
        Assert.Equal(before, await PlainDump.OfAsync(system.Database));
        string previous = Assert.Single((string[])result.Properties["Previous"].Value);
        Assert.StartsWith($"{system.Database.Name}_before_", previous, StringComparison.Ordinal);
        Assert.Equal([system.Database.Name, previous], await system.Database.RelativesAsync());
        Assert.Equal(1L, await system.Database.ScalarAsync<long>("SELECT count(DISTINCT left(name, 6)) FROM items", previous));
    }

    [Fact]
    public async Task WhatIf_tells_the_plan_and_leaves_the_server_as_it_is()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        system.Run(New).ThrowIfFailed();
        await system.Database.ExecuteAsync("INSERT INTO t VALUES (2)");

        PSObject plan = Assert.Single(system.Run($"{Restore} -Component Database -WhatIf").ThrowIfFailed().Output);

        Assert.Equal("SysOps.Backups.Restoring.RestorePlan", plan.TypeNames[0]);
        Assert.Equal([system.Database.Name], await system.Database.RelativesAsync());
        Assert.Equal(2L, await system.Database.ScalarAsync<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Under_another_name_the_live_database_stays_as_it_is()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT 1 AS i");
        system.Run(New).ThrowIfFailed();
        await system.Database.ExecuteAsync("INSERT INTO t VALUES (2)");
        string beside = $"{system.Database.Name} beside";

        system.Run($"{Restore} -Component Database -DatabaseName '{beside}'").ThrowIfFailed();

        Assert.Equal([system.Database.Name, beside], await system.Database.RelativesAsync());
        Assert.Equal(2L, await system.Database.ScalarAsync<long>("SELECT count(*) FROM t"));
        Assert.Equal(1L, await system.Database.ScalarAsync<long>("SELECT count(*) FROM t", beside));
    }

    [Fact]
    public async Task What_cannot_be_restored_leaves_no_scratch_database_and_the_files_as_they_are()
    {
        await using PostgreSqlSystem system = await PostgreSqlSystem.CreateAsync(servers);
        await system.Database.ExecuteAsync("CREATE TABLE t AS SELECT i FROM generate_series(1, 1000) i");
        PSObject backup = Assert.Single(system.Run(New).ThrowIfFailed().Output);
        string archive = Path.Combine(backup.Properties["Path"].Value.ToString()!, "database.tar.zst");
        byte[] content = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(archive, content, TestContext.Current.CancellationToken);

        SessionResult result = system.Run(Restore);

        Assert.Equal("BackupCorrupt,SysOps.Commands.RestoreSystemBackupCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Equal([system.Database.Name], await system.Database.RelativesAsync());
        Assert.Equal(1000L, await system.Database.ScalarAsync<long>("SELECT count(*) FROM t"));
    }
}
