namespace SysOps.Benchmarks.Measuring;

/// <summary>Measures one thing that SysOps does, beside what people would use instead.</summary>
internal interface IBenchmark
{
    /// <summary>Area and subject, such as <c>health.warm</c>.</summary>
    string Name { get; }

    Task<IReadOnlyList<Comparison>> RunAsync();
}
