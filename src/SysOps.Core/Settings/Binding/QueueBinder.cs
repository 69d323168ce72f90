namespace SysOps.Settings.Binding;

/// <summary>Binds <c>queue</c> of a service.</summary>
internal static class QueueBinder
{
    public static QueueSettings Bind(Section section)
    {
        if (section.Has("key") == section.Has("query"))
        {
            section.Setting.Error("a queue needs exactly one of 'key' and 'query'");
        }

        QueueSettings defaults = new();
        return new QueueSettings
        {
            Key = section.Read<string>("key", Texts.TryReadFilled),
            Query = section.Read<SensitiveText>("query", SensitiveTexts.TryRead),
            Depth = section.Read("depth", Thresholds.OfCount, defaults.Depth),
        };
    }
}
