namespace SysOps.Logs.Removing;

/// <summary>Which files of a folder are the logs that are meant.</summary>
public interface ILogSelection
{
    /// <param name="name">The name of a file in the folder.</param>
    /// <returns>Null for what has nothing to do with it.</returns>
    SelectedLog? Select(ReadOnlySpan<byte> name);
}
