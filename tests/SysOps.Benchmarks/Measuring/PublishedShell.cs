using System.Diagnostics;
using SysOps.Testing;

namespace SysOps.Benchmarks.Measuring;

/// <summary>sysops as it is shipped: published anew for each run of the benchmarks, so that what is measured is this checkout.</summary>
internal static class PublishedShell
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>The folder with the program, and the module beside it.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "benchmarks", "sysops");

    /// <summary>Where its manifest of the module is; a shell that was published without one uses the checkout's.</summary>
    public static string Manifest => Path.Combine(Folder, "SysOps.psd1") is var beside && File.Exists(beside) ? beside : Repository.Manifest;

    public static Task<string> ProgramAsync() => Published.Value;

    private static async Task<string> PublishAsync()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false };
        foreach (string argument in (string[])["publish", Path.Combine(Repository.Root, "src", "SysOps.Shell"), "-nologo", "-v", "q", "-o", Folder])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Path.Combine(Folder, "sysops") : throw new InvalidOperationException($"'dotnet publish' ended with {process.ExitCode}.");
    }
}
