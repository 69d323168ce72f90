using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Reads <c>resources</c>.</summary>
internal static class ResourceSection
{
    public static ResourceSettings Read(SectionReader section)
    {
        var defaults = new ResourceSettings();
        var settings = new ResourceSettings
        {
            Cpu = section.Percent("cpu", defaults.Cpu),
            Memory = section.Percent("memory", defaults.Memory),
            Disk = section.Percent("disk", defaults.Disk),
            Inodes = section.Percent("inodes", defaults.Inodes),
            OpenFiles = section.Percent("openFiles", defaults.OpenFiles),
            NetworkErrors = section.Count("networkErrors", defaults.NetworkErrors),
            Volumes = [.. section.Texts("volumes").Where(path => path.Length > 0).Select(path => Path.GetFullPath(path, section.Context.Folder))],
        };
        section.Finish();
        return settings;
    }
}
