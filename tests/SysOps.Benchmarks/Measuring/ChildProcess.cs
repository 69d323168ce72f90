using System.Diagnostics;

namespace SysOps.Benchmarks.Measuring;

/// <summary>Runs a program from its start to its end.</summary>
internal sealed class ChildProcess
{
    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;

    public ChildProcess(string program, params IReadOnlyList<string> arguments)
    {
        _program = program;
        _arguments = arguments;
    }

    /// <summary>Added to this process's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it must have written, so that a failure is not measured as a fast run.</summary>
    public string Expected { get; init; } = "";

    /// <exception cref="InvalidOperationException">It wrote errors, or not what was expected.</exception>
    public async Task<Sample> RunAsync()
    {
        var start = new ProcessStartInfo(_program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in _arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        TimeSpan? cpu = ChildCpuTime.Read();
        long started = TimeProvider.System.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var sample = new Sample(TimeProvider.System.GetElapsedTime(started), ChildCpuTime.Read() - cpu);
        if (errors.Length > 0 || !(await output).Contains(Expected, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{_program} {string.Join(' ', _arguments)}' ended with {process.ExitCode}: {errors}{await output}");
        }

        return sample;
    }
}
