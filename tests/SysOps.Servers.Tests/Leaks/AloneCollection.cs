namespace SysOps.Servers.Tests.Leaks;

/// <summary>Tests that look at the whole process run when no other does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
