namespace SysOps.Settings.Binding;

/// <summary>Binds the file as a whole.</summary>
internal static class SystemBinder
{
    public static SystemSettings Bind(Section section)
    {
        section.Read<string>("$schema", Texts.TryRead);
        SystemSettings settings = new()
        {
            Name = section.Read<string>("name", Texts.TryReadFilled) ?? Environment.MachineName,
            Environment = section.Read<string>("environment", Texts.TryReadFilled),
            SourcePath = section.Setting.Context.File,
            Database = section.ReadSection("database", DatabaseBinder.Bind),
            Cache = section.ReadSection("cache", CacheBinder.Bind),
            ExternalServices = section.ReadList<ExternalServiceSettings>("externalServices", ExternalServiceBinder.TryRead),
            Services = ReadServices(section),
            Resources = section.ReadSection("resources", ResourceBinder.Bind) ?? new ResourceSettings(),
            WorkspacesPath = section.ReadSection("workspaces", FolderBinder.BindWorkspaces)?.Path,
            LogsPath = section.ReadSection("logs", FolderBinder.BindLogs)?.Path,
            BackupsPath = section.ReadSection("backups", FolderBinder.BindBackups)?.Path,
        };
        section.ExpectList("configurationFiles");
        section.ExpectObject("monitoring");
        section.ExpectObject("alerts");
        section.ExpectObject("audit");
        return settings;
    }

    private static IReadOnlyList<ServiceSettings> ReadServices(Section section)
    {
        IReadOnlyList<ServiceSettings> services = section.ReadList<ServiceSettings>("services", ServiceBinder.TryRead);
        ServiceDependencies.Check(services, section.Find("services"));
        return services;
    }
}
