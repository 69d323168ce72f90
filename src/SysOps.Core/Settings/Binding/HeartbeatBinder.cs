namespace SysOps.Settings.Binding;

/// <summary>Binds <c>heartbeat</c> of a service.</summary>
internal static class HeartbeatBinder
{
    public static HeartbeatSettings Bind(Section section)
    {
        if (section.Has("file") == section.Has("query"))
        {
            section.Setting.Error("a heartbeat needs exactly one of 'file' and 'query'");
        }

        return new HeartbeatSettings
        {
            File = section.Read<string>("file", Paths.TryRead),
            Query = section.Read<SensitiveText>("query", SensitiveTexts.TryRead),
            MaxAge = section.Require("maxAge", Durations.TryReadPositive, TimeSpan.Zero),
        };
    }
}
