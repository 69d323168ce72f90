using SysOps.Backups.Archives.Writing;
using SysOps.Backups.Databases.Dumping;

namespace SysOps.Backups.Creating.Sources;

/// <summary>Puts the files of a dump into an archive, each as soon as pg_dump has closed it.</summary>
internal sealed class ArchiveSink(ArchiveWriter archive) : IDumpSink
{
    public Task TakeAsync(string name, string path, CancellationToken cancellationToken) => archive.AddFileAsync(name, path, cancellationToken);
}
