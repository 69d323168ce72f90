namespace SysOps.Benchmarks.Measuring;

/// <summary>The published sysops, one way or the other.</summary>
internal interface ISysOps
{
    /// <summary>What stands in the table.</summary>
    string Name { get; }

    /// <summary>Runs one command.</summary>
    /// <param name="expected">What it must write, so that a failure is not measured as a fast run.</param>
    /// <param name="words">The cmdlet, its parameters and their values.</param>
    /// <exception cref="InvalidOperationException">It wrote errors, or not what was expected.</exception>
    Task<Sample> RunAsync(string expected, params IReadOnlyList<string> words);
}
