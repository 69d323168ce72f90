namespace SysOps.Backups.Archives.Reading;

/// <summary>An entry that is not made, and why; told per entry, never thrown to callers.</summary>
internal sealed class RefusedException(string message) : Exception(message);
