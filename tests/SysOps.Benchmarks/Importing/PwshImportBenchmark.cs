using SysOps.Benchmarks.Measuring;
using SysOps.Testing;

namespace SysOps.Benchmarks.Importing;

/// <summary>In pwsh, of the checkout's module; nothing is measured where pwsh is not installed.</summary>
internal sealed class PwshImportBenchmark : IBenchmark
{
    public string Name => "import.pwsh";

    public async Task<IReadOnlyList<Comparison>> RunAsync()
    {
        if (Pwsh.Path is null)
        {
            Console.WriteLine("There is no pwsh on the PATH: nothing to measure.");
            return [];
        }

        using var folder = new TemporaryFolder();
        int engines = 0;
        return await ImportComparison.RunAsync(Name, Repository.Manifest, text => Pwsh.Process(text, Path.Combine(folder.Path, $"cache-{engines++}")));
    }
}
