using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Reads the whole file.</summary>
internal static class SystemSection
{
    public static SystemSettings Read(SectionReader root, string path)
    {
        var settings = new SystemSettings
        {
            Name = root.Text("name") ?? Environment.MachineName,
            Environment = root.Text("environment"),
            SourcePath = path,
            Database = root.Section("database") is { } database ? DatabaseSection.Read(database) : null,
            Cache = root.Section("cache") is { } cache ? CacheSection.Read(cache) : null,
            ExternalServices = [.. root.Sections("externalServices").Select(ExternalServiceSection.Read)],
            Services = [.. root.Sections("services").Select(ServiceSection.Read)],
            Resources = root.Section("resources") is { } resources ? ResourceSection.Read(resources) : new ResourceSettings(),
            WorkspacesPath = ReadPath(root, "workspaces", "exclude"),
            LogsPath = ReadPath(root, "logs", "policies"),
            BackupsPath = ReadPath(root, "backups", "maxAge", "retention"),
        };
        root.Leave("$schema", "configurationFiles", "monitoring", "alerts", "audit");
        ServiceNameRule.Check(root, settings);
        root.Finish();
        return settings;
    }

    // The other keys of these sections belong to capabilities that read them by themselves.
    private static string? ReadPath(SectionReader root, string key, params ReadOnlySpan<string> others)
    {
        SectionReader? section = root.Section(key);
        string? path = section?.Path("path");
        section?.Leave(others);
        section?.Finish();
        return path;
    }
}
