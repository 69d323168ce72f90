using SysOps.Benchmarks.Measuring;

namespace SysOps.Benchmarks.Importing;

/// <summary>In the published shell.</summary>
internal sealed class ShellImportBenchmark : IBenchmark
{
    public string Name => "import.sysops";

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        string program = await PublishedShell.ProgramAsync();
        return await ImportComparison.RunAsync(Name, PublishedShell.Manifest, text => new ChildProcess(program, text));
    }
}
