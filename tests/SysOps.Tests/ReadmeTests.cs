using System.Diagnostics;
using System.Text.RegularExpressions;
using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests;

/// <summary>What the README tells people to type works, on a small system of the test's own.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    // Each of these is run by a landing itself or by a test of its own, or would build what is running.
    private static readonly string[] Elsewhere = ["./build.ps1", "Import-Module ./SysOps.psd1", "examples/quickstart.ps1", "build.ps1 Test", "build.ps1 Package", "dotnet tool install", "dotnet pack", "sudo ", "git clone"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_powershell_commands_run_one_after_the_other()
    {
        string configuration = SmallSystem();
        using var session = new ModuleSession();
        session.SetLocation(_folder.Path);
        string[] commands = Commands("powershell");
        Assert.True(commands.Length >= 8, "The README has lost its examples.");

        foreach (string command in commands)
        {
            SessionResult result = session.Run($"param($Path) $PSDefaultParameterValues = @{{ '*-System*:ConfigurationPath' = $Path; '*-System*:Confirm' = $false }}; {command}", ("Path", configuration));

            Assert.True(result.Terminated is null && result.Errors.Count == 0, $"{command}\n{result.Terminated}{string.Join('\n', result.Errors)}");
        }
    }

    [Fact]
    public async Task Its_shell_commands_run_in_sysops()
    {
        string configuration = SmallSystem();
        string[] commands = [.. Commands("sh").Where(command => command.StartsWith("dotnet run --project src/SysOps.Shell -- ", StringComparison.Ordinal))];
        Assert.True(commands.Length >= 2, "The README has lost its examples for the shell.");

        foreach (string command in commands)
        {
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
            foreach (string argument in (string[])["exec", Path.Combine(Repository.Root, "src", "SysOps.Shell", "bin", "Debug", "net10.0", "sysops.dll"), .. command.Split(" -- ", 2)[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment["SYSOPS_CONFIG"] = configuration;
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            // A busy machine may be degraded, and that is its answer.
            Assert.True(process.ExitCode is 0 or 1 or 2 && errors.Length == 0 && (await output).Length > 0, $"{command} ended with {process.ExitCode}: {errors}");
        }
    }

    [Fact]
    public void The_files_that_it_points_to_exist()
    {
        string[] links = [.. Link().Matches(Text()).Select(match => match.Groups["target"].Value)];

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(Repository.Root, link)), link));
    }

    private string SmallSystem()
    {
        _folder.Write("app.db", "");
        _folder.Write("workspaces/papers/notes.txt", "notes");
        return _folder.Write("sysops.json", """
            {
              "name": "small",
              "database": { "provider": "Sqlite", "connectionString": "Data Source=app.db" },
              "workspaces": { "path": "workspaces" },
              "backups": { "path": "backups" }
            }
            """);
    }

    private static string[] Commands(string language) =>
    [
        .. Block().Matches(Text()).Where(match => match.Groups["language"].Value == language)
            .SelectMany(match => match.Groups["code"].Value.Split('\n'))
            .Select(line => Comment().Replace(line, "").Trim())
            .Where(line => line.Length > 0 && !Elsewhere.Any(elsewhere => line.Contains(elsewhere, StringComparison.Ordinal))),
    ];

    private static string Text() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\]\((?<target>[^)#:]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
