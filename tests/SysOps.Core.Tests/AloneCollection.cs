namespace SysOps.Core.Tests;

/// <summary>Tests of what the whole process uses: no other test runs beside them.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
