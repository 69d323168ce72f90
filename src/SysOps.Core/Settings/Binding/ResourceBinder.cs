namespace SysOps.Settings.Binding;

/// <summary>Binds <c>resources</c>.</summary>
internal static class ResourceBinder
{
    public static ResourceSettings Bind(Section section)
    {
        ResourceSettings defaults = new();
        return new ResourceSettings
        {
            Cpu = section.Read("cpu", Thresholds.OfShare, defaults.Cpu),
            Memory = section.Read("memory", Thresholds.OfShare, defaults.Memory),
            Disk = section.Read("disk", Thresholds.OfShare, defaults.Disk),
            Inodes = section.Read("inodes", Thresholds.OfShare, defaults.Inodes),
            OpenFiles = section.Read("openFiles", Thresholds.OfShare, defaults.OpenFiles),
            NetworkErrors = section.Read("networkErrors", Thresholds.OfCount, defaults.NetworkErrors),
            Volumes = section.ReadList<string>("volumes", Paths.TryRead),
        };
    }
}
