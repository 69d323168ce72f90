namespace SysOps.Backups.Databases.Dumping;

/// <summary>Takes the files of a dump, one after the other, each once pg_dump has closed it.</summary>
public interface IDumpSink
{
    /// <summary>Stores the file. When it returns, the file is removed; toc.dat comes last.</summary>
    /// <param name="name">The name within the dump, such as 4711.dat.</param>
    /// <param name="path">Where it is now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task TakeAsync(string name, string path, CancellationToken cancellationToken);
}
