using SysOps.Backups.Databases.Dumping;

namespace SysOps.Backups.Drilling;

/// <summary>Of the dump of a restored database only what it counted and summed is wanted.</summary>
internal sealed class DiscardingSink : IDumpSink
{
    /// <inheritdoc />
    public Task TakeAsync(string name, string path, CancellationToken cancellationToken) => Task.CompletedTask;
}
