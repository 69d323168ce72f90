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
            Workspaces = section.ReadSection("workspaces", FolderBinder.BindWorkspaces),
            ConfigurationFiles = section.ReadList<ConfigurationFileSettings>("configurationFiles", FolderBinder.TryReadConfigurationFile),
            LogsPath = section.ReadSection("logs", FolderBinder.BindLogs)?.Path,
            Backups = section.ReadSection("backups", BackupBinder.Bind),
            MonitoringPath = section.ReadSection("monitoring", FolderBinder.BindPath)?.Path,
            AuditPath = section.ReadSection("audit", FolderBinder.BindPath)?.Path,
        };
        section.ExpectObject("alerts");
        ServiceReferences.Check(settings.Backups?.StopServices ?? [], settings.Services, section.Find("backups"), "stopServices");
        return settings;
    }

    private static IReadOnlyList<ServiceSettings> ReadServices(Section section)
    {
        IReadOnlyList<ServiceSettings> services = section.ReadList<ServiceSettings>("services", ServiceBinder.TryRead);
        ServiceDependencies.Check(services, section.Find("services"));
        return services;
    }
}
