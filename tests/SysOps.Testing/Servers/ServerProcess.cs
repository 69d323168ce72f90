using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SysOps.Testing.Servers;

/// <summary>A server program of the tests' own: unprivileged, with an environment of its own, and never longer alive than the tests.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int Kill = 9;

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <param name="program">Full path of the program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="deathSignal">What it gets when this process dies: INT for a fast end of PostgreSQL, KILL for others.</param>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, string deathSignal = "KILL")
    {
        var start = new ProcessStartInfo("setpriv") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.ArgumentList.Add($"--pdeathsig={deathSignal}");
        if (ServerAccount.Unprivileged is { } account)
        {
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--reuid={account.UserId}"));
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--regid={account.GroupId}"));
            start.ArgumentList.Add("--clear-groups");
        }

        foreach (string argument in arguments.Prepend(program).Prepend("--"))
        {
            start.ArgumentList.Add(argument);
        }

        return new ServerProcess(await ServerStarter.StartAsync(start));
    }

    /// <summary>Runs a program to its end; fails with what it said when it does not end well.</summary>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        await using ServerProcess process = await StartAsync(program, arguments, folder);
        await process._process.WaitForExitAsync();
        if (process._process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process._process.ExitCode}: {process.Said}");
        }
    }

    public void Send(int signal)
    {
        if (!_process.HasExited)
        {
            UnixSignal.Send(_process.Id, signal);
        }
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>Ends it with a signal; when it has not ended ten seconds later, by force.</summary>
    public async Task StopAsync(int signal)
    {
        Send(signal);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Send(Kill);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync(Kill);
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
