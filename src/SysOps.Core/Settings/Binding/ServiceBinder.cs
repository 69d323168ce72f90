using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Binds one entry of <c>services</c>.</summary>
internal static class ServiceBinder
{
    private static readonly string[] KindKeys = ["unit", "pidFile", "processName", "url"];

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out ServiceSettings value)
    {
        value = setting.Bind(Bind);
        return value is not null;
    }

    private static ServiceSettings Bind(Section section)
    {
        // Of a kind that is missing or wrong nothing more can be asked.
        ServiceKind? kind = section.ReadValue<ServiceKind>("kind", Choices.TryRead);
        if (!section.Has("kind"))
        {
            section.Setting.Error($"the setting 'kind' is missing: one of {string.Join(", ", Enum.GetNames<ServiceKind>())}");
        }

        if (kind is { } known)
        {
            CheckKeysOf(known, section);
        }

        return new ServiceSettings
        {
            Name = section.Require("name", ComponentNames.TryRead, ""),
            Kind = kind ?? ServiceKind.Heartbeat,
            Unit = section.Read<string>("unit", Texts.TryReadFilled),
            PidFile = section.Read<string>("pidFile", Paths.TryRead),
            ProcessName = section.Read<string>("processName", Texts.TryReadFilled),
            Url = section.Read<SensitiveText>("url", SensitiveTexts.TryReadUrl),
            Start = section.ReadList<string>("start", Texts.TryReadFilled),
            DependsOn = section.ReadList<string>("dependsOn", Texts.TryReadFilled),
            Heartbeat = section.ReadSection("heartbeat", HeartbeatBinder.Bind),
            Queue = section.ReadSection("queue", QueueBinder.Bind),
            Timeout = section.ReadValue<TimeSpan>("timeout", Durations.TryReadPositive),
        };
    }

    private static void CheckKeysOf(ServiceKind kind, Section section)
    {
        string[] own = kind switch
        {
            ServiceKind.Systemd => ["unit"],
            ServiceKind.Process => ["pidFile", "processName"],
            ServiceKind.Http => ["url"],
            _ => ["heartbeat", "queue"],
        };
        Kinds.Require(section, kind, own);
        Kinds.WarnUnused(section, kind, KindKeys.Except(own));
    }
}
