using System.Diagnostics;

namespace SysOps.Benchmarks.Measuring;

/// <summary>One process for all commands, as in a session or a runbook of many steps.</summary>
internal sealed class WarmSysOps : ISysOps, IAsyncDisposable
{
    private const string End = "(end of command)";

    // What a cmdlet writes to the error stream is told as text, and is not what is expected.
    private const string Driver = $$"""
        while ($null -ne ($line = [Console]::In.ReadLine())) {
            try { foreach ($one in & ([scriptblock]::Create($line)) 2>&1) { [Console]::Out.WriteLine("$($one.Status) $($one.Outcome) $one") } }
            catch { [Console]::Out.WriteLine("failed: $_") }
            [Console]::Out.WriteLine('{{End}}')
        }
        """;

    private readonly Process _process;
    private readonly string _script;

    private WarmSysOps(Process process, string script)
    {
        _process = process;
        _script = script;
    }

    public string Name => "sysops, warm";

    public static async Task<WarmSysOps> StartAsync()
    {
        string script = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        await File.WriteAllTextAsync(script, Driver);
        var start = new ProcessStartInfo(await PublishedShell.ProgramAsync()) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(script);
        return new WarmSysOps(Process.Start(start)!, script);
    }

    public async Task<Sample> RunAsync(string expected, params IReadOnlyList<string> words)
    {
        string command = string.Join(' ', words.Select((word, at) => at == 0 || word.StartsWith('-') ? word : $"'{word.Replace("'", "''", StringComparison.Ordinal)}'"));
        TimeSpan cpu = Cpu();
        long started = TimeProvider.System.GetTimestamp();
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        List<string> lines = [];
        while (await _process.StandardOutput.ReadLineAsync() is { } line && line != End)
        {
            lines.Add(line);
        }

        var sample = new Sample(TimeProvider.System.GetElapsedTime(started), Cpu() - cpu);
        string output = string.Join('\n', lines);
        return !_process.HasExited && output.Contains(expected, StringComparison.Ordinal) ? sample : throw new InvalidOperationException($"'{command}' wrote: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_script);
    }

    private TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }
}
