using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace SysOps.Testing.Programs;

/// <summary>Kills a program at moments that chance chooses within the time that it takes; the seed, for a failure, makes them the same again.</summary>
public sealed class RandomKill
{
    private readonly Random _random;
    private readonly TimeSpan _longest;

    /// <param name="longest">What a run takes that nobody kills.</param>
    /// <param name="seed">Of an earlier run; null for another one.</param>
    public RandomKill(TimeSpan longest, int? seed = null)
    {
        Seed = seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        _random = new Random(Seed);
        _longest = longest;
    }

    public int Seed { get; }

    /// <summary>How many runs were killed before they had ended.</summary>
    public int Killed { get; private set; }

    /// <summary>Runs a program, and kills it (SIGKILL) unless it ends before.</summary>
    /// <returns>What happened, for a message.</returns>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        // Before that the program is being loaded, and has done nothing yet.
        TimeSpan delay = _longest * (0.3 + (_random.NextDouble() * 0.75));
        using Process process = TestProgram.Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task ended = process.WaitForExitAsync();
        bool killed = await Task.WhenAny(ended, Task.Delay(delay)) != ended;
        if (killed)
        {
            process.Kill();
            Killed++;
        }

        await ended;
        string said = await output + await errors;
        return string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}, {(killed ? $"killed after {delay.TotalMilliseconds:0} ms" : $"ended with {process.ExitCode}")}: {said}");
    }
}
