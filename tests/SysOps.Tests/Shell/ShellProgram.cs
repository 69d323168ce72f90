using System.Diagnostics;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Shell;

/// <summary>
/// The built shell as a real process. It is found, not referenced: 'build.ps1 Test' may itself run in this very program,
/// which nothing may write over.
/// </summary>
internal static class ShellProgram
{
    public static string Path { get; } = Find();

    /// <summary>A shell with these words, in a folder that is its home as well; no configuration but the folder's.</summary>
    public static ProcessStartInfo StartInfo(string folder, params string[] words)
    {
        ProcessStartInfo start = Isolated("dotnet", folder);
        foreach (string word in words.Prepend(Path).Prepend("exec"))
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    /// <summary>A program with its three streams redirected and nothing of this session's environment that matters to SysOps.</summary>
    public static ProcessStartInfo Isolated(string program, string folder)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (string name in new[] { "SYSOPS_CONFIG", "NO_COLOR", "XDG_CONFIG_HOME", "CI" })
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    public static Task<ProgramOutcome> RunAsync(string folder, params string[] words) => RunAsync(StartInfo(folder, words), input: "");

    /// <summary>Runs to the end, with this on standard input, which is closed after it.</summary>
    public static async Task<ProgramOutcome> RunAsync(ProcessStartInfo start, string input)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new ProgramOutcome(process.ExitCode, await output, await error);
    }

    private static string Find()
    {
        string path = SysOpsShell.Words[^1];
        return File.Exists(path) ? path : throw new FileNotFoundException($"The shell is not built: run 'dotnet build src/SysOps.Shell' ({path}).");
    }
}
