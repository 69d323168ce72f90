using System.Diagnostics;
using System.Text;
using SysOps.Testing;

namespace SysOps.Tests.Shell;

/// <summary>The shell on a real pseudo terminal, which script(1) of util-linux makes, with a test at the keyboard.</summary>
internal sealed class TerminalShell : IAsyncDisposable
{
    public const string ControlC = "\u0003";
    public const string ControlD = "\u0004";
    public const string Up = "\e[A";

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private int _seen;

    private TerminalShell(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>All that came to the screen.</summary>
    public string Screen
    {
        get
        {
            lock (_screen)
            {
                return _screen.ToString();
            }
        }
    }

    public static TerminalShell Start(string folder, params string[] words) => Start(folder, [], words);

    public static TerminalShell Start(string folder, Dictionary<string, string> environment, params string[] words)
    {
        ProcessStartInfo start = ShellProgram.Isolated("script", folder);
        // The words reach the shell through variables, so that the only text a shell parses is this one.
        string command = "stty cols 100 rows 40; exec dotnet exec \"$SHELL_UNDER_TEST\"";
        start.Environment["SHELL_UNDER_TEST"] = ShellProgram.Path;
        for (int index = 0; index < words.Length; index++)
        {
            start.Environment[$"WORD_{index}"] = words[index];
            command += $" \"$WORD_{index}\"";
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (string argument in new[] { "--quiet", "--return", "--flush", "--command", command, "/dev/null" })
        {
            start.ArgumentList.Add(argument);
        }

        return new TerminalShell(Process.Start(start)!);
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until this comes to the screen, behind what was waited for before.</summary>
    public async Task SeeAsync(string text)
    {
        try
        {
            await Eventually.TrueAsync(() => Screen.IndexOf(text, _seen, StringComparison.Ordinal) >= 0, text, TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"'{text}' did not come to the screen, which shows: {Screen[_seen..]}", exception);
        }

        _seen = Screen.IndexOf(text, _seen, StringComparison.Ordinal) + text.Length;
    }

    /// <summary>Waits for the end; gives the shell's exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        char[] buffer = new char[1024];
        for (int count = await _process.StandardOutput.ReadAsync(buffer); count > 0; count = await _process.StandardOutput.ReadAsync(buffer))
        {
            lock (_screen)
            {
                _screen.Append(buffer, 0, count);
            }
        }
    }
}
