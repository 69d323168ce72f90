namespace SysOps.Health.Resources.Linux;

/// <summary>A group's folder, and the root of its hierarchy as this process sees it.</summary>
public sealed record ControllerFolder(string Root, string Folder)
{
    /// <summary>The group's folder and all above it, up to the root.</summary>
    public IEnumerable<string> Upward()
    {
        for (string? folder = Folder; folder is not null && folder.Length >= Root.Length; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    /// <summary>The group of a folder, by its path below the root.</summary>
    public string GroupOf(string folder) => Path.GetRelativePath(Root, folder);

    /// <summary>The folder of a group in this hierarchy.</summary>
    public string At(string group) => group == "." ? Root : Path.Join(Root, group);
}
