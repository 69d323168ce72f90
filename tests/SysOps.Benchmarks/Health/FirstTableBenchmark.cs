using SysOps.Benchmarks.Measuring;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Benchmarks.Health;

/// <summary>What a check from cron or a container costs: from the start of a process to the whole table and its end.</summary>
internal sealed class FirstTableBenchmark : IBenchmark
{
    public string Name => "health.first-table";

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        await using var servers = new TestServers();
        await using DemoSystem system = await DemoSystem.CreateAsync(servers);
        using var cache = new TemporaryFolder();
        string program = await PublishedShell.ProgramAsync();
        var shell = new ChildProcess(program, "Get-SystemHealth", "-ConfigurationPath", system.Configuration) { Expected = "process" };
        ChildProcess? pwsh = Pwsh.Path is null ? null : Pwsh.Process($"Import-Module '{Repository.Manifest}'; Get-SystemHealth -ConfigurationPath '{system.Configuration}'", cache.Path, "process");

        Comparison comparison = await new AlternatingRuns().CompareAsync(
            Name, new Contender("published sysops", shell.RunAsync), pwsh is null ? null : new Contender("pwsh, Import-Module", pwsh.RunAsync));
        return [comparison with { Target = TimeSpan.FromSeconds(1) }];
    }
}
