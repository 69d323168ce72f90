using System.Diagnostics;
using System.Runtime.InteropServices;
using SysOps.Testing;
using SysOps.Testing.Programs;
using Xunit.Sdk;

namespace SysOps.Tests.Shell;

/// <summary>The dotnet tool, packed once of what was built, and installed as a user installs it. Nothing is built for it.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private string Tools => Path.Combine(_folder.Path, "tools");

    public async ValueTask InitializeAsync()
    {
        string packages = Path.Combine(_folder.Path, "packages");
        string project = Path.Combine(Repository.Root, "src", "SysOps.Shell");
        await DotnetAsync("pack", project, "--no-build", "--output", packages, "-maxCpuCount:1", "-nodeReuse:false", "-nologo");
        await DotnetAsync("tool", "install", "SysOps", "--tool-path", Tools, "--source", packages);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the installed program in an empty folder, which is its home too.</summary>
    internal async Task<ProgramOutcome> RunAsync(params string[] words)
    {
        using var home = new TemporaryFolder();
        ProcessStartInfo start = ShellProgram.Isolated(Path.Combine(Tools, "sysops"), home.Path);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        return await ShellProgram.RunAsync(start, input: "");
    }

    private async Task DotnetAsync(params string[] words)
    {
        ProcessStartInfo start = ShellProgram.Isolated("dotnet", _folder.Path);
        // Only what packing reads of the user's home is left to it: the packages that the build restored.
        start.Environment["HOME"] = Environment.GetEnvironmentVariable("HOME");
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        ProgramOutcome result = await ShellProgram.RunAsync(start, input: "");
        if (result.ExitCode != 0)
        {
            throw new XunitException($"'dotnet {string.Join(' ', words)}' ended with {result.ExitCode}: {result.Output}{result.Errors}");
        }
    }
}
