namespace SysOps.Backups.Restoring.Items;

/// <summary>A private folder of ours with plain files, for as long as a restore needs them.</summary>
internal static class ScratchFolder
{
    /// <summary>That there is none is fine.</summary>
    public static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
