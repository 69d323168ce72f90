using SysOps.Backups.Databases.Restoring;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A database that is in place again.</summary>
internal sealed record RestoredDatabase(string DatabaseName, string? PreviousName, DatabaseComparison Comparison, IReadOnlyList<string> Notes);
