namespace SysOps.Benchmarks.Measuring;

/// <summary>Each command in a process of its own, whose start and whose compilation of the code is measured too.</summary>
internal sealed class ColdSysOps : ISysOps
{
    public string Name => "published sysops";

    public async Task<Sample> RunAsync(string expected, params IReadOnlyList<string> words) =>
        await new ChildProcess(await PublishedShell.ProgramAsync(), words) { Expected = expected }.RunAsync();
}
