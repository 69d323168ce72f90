namespace SysOps.Settings.Binding;

/// <summary>Binds the sections that are a folder and what is done with it; of these settings health needs the path.</summary>
internal static class FolderBinder
{
    public static FolderSection BindWorkspaces(Section section)
    {
        section.ExpectList("exclude");
        return ReadPath(section);
    }

    public static FolderSection BindLogs(Section section)
    {
        section.ExpectList("policies");
        return ReadPath(section);
    }

    public static FolderSection BindBackups(Section section)
    {
        section.ReadValue<TimeSpan>("maxAge", Durations.TryReadPositive);
        section.ExpectObject("retention");
        return ReadPath(section);
    }

    private static FolderSection ReadPath(Section section) => new(section.Require<string>("path", Paths.TryRead, ""));
}
