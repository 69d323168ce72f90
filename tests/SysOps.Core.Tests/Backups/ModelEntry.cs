namespace SysOps.Core.Tests.Backups;

/// <summary>A file or a folder of a disk that forgets what was not synced.</summary>
internal abstract class ModelEntry
{
    /// <summary>Writes it as it may be found after a crash.</summary>
    /// <param name="path">Where.</param>
    /// <param name="choose">Chooses one of so many possibilities.</param>
    public abstract void Write(string path, Func<int, int> choose);
}
