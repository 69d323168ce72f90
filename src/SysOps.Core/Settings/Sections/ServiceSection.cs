using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Reads one entry of <c>services</c>.</summary>
internal static class ServiceSection
{
    public static ServiceSettings Read(SectionReader section)
    {
        if (!section.Has("kind"))
        {
            section.Error("kind", $"Expected one of {string.Join(", ", Enum.GetNames<ServiceKind>())}; the setting is required here.");
        }

        var settings = new ServiceSettings
        {
            Name = section.RequiredText("name"),
            Kind = section.Choice("kind", ServiceKind.Heartbeat),
            Unit = section.Text("unit"),
            PidFile = section.Path("pidFile"),
            ProcessName = section.Text("processName"),
            Url = section.Sensitive("url"),
            Start = section.Texts("start"),
            DependsOn = section.Texts("dependsOn"),
            Heartbeat = section.Section("heartbeat") is { } heartbeat ? ReadHeartbeat(heartbeat) : null,
            Queue = section.Section("queue") is { } queue ? ReadQueue(queue) : null,
            Timeout = section.Duration("timeout"),
        };
        if (section.Has("kind"))
        {
            CheckKind(section, settings);
        }

        section.Finish();
        return settings;
    }

    private static void CheckKind(SectionReader section, ServiceSettings settings)
    {
        switch (settings.Kind)
        {
            case ServiceKind.Systemd when string.IsNullOrWhiteSpace(settings.Unit):
                section.Error("unit", "Expected the name of a unit such as \"indexer.service\"; a Systemd service needs it.");
                break;
            case ServiceKind.Process when settings.PidFile is null && string.IsNullOrWhiteSpace(settings.ProcessName):
                section.Error("pidFile", "Expected 'pidFile' or 'processName'; a Process service needs one of them.");
                break;
            case ServiceKind.Http:
                UrlRule.Check(section, "url", settings.Url);
                break;
            case ServiceKind.Heartbeat when !section.Has("heartbeat") && !section.Has("queue"):
                section.Error("heartbeat", "Expected 'heartbeat' or 'queue'; a Heartbeat service is known by nothing else.");
                break;
            default:
                break;
        }
    }

    private static HeartbeatSettings ReadHeartbeat(SectionReader section)
    {
        var heartbeat = new HeartbeatSettings
        {
            File = section.Path("file"),
            Query = section.Sensitive("query"),
            MaxAge = section.Duration("maxAge") ?? TimeSpan.Zero,
        };
        if (section.Has("file") == section.Has("query"))
        {
            section.Error("file", "Expected either 'file' or 'query'.");
        }

        if (!section.Has("maxAge"))
        {
            section.Error("maxAge", "Expected a duration such as \"5m\"; the setting is required here.");
        }

        section.Finish();
        return heartbeat;
    }

    private static QueueSettings ReadQueue(SectionReader section)
    {
        var queue = new QueueSettings
        {
            Key = section.Text("key"),
            Query = section.Sensitive("query"),
            Depth = section.Count("depth", new Threshold()),
        };
        if (section.Has("key") == section.Has("query"))
        {
            section.Error("key", "Expected either 'key' or 'query'.");
        }

        section.Finish();
        return queue;
    }
}
