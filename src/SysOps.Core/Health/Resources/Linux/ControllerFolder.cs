namespace SysOps.Health.Resources.Linux;

/// <summary>A group's folder, and the root of its hierarchy as this process sees it.</summary>
public sealed record ControllerFolder(string Root, string Folder)
{
    /// <summary>The group's folder and all above it, up to the root.</summary>
    public IEnumerable<string> Upward()
    {
        for (string? folder = Folder; folder is not null && folder.StartsWith(Root, StringComparison.Ordinal); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
