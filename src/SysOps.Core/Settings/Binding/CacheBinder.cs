namespace SysOps.Settings.Binding;

/// <summary>Binds <c>cache</c>.</summary>
internal static class CacheBinder
{
    public static CacheSettings Bind(Section section)
    {
        CacheSettings defaults = new() { ConnectionString = new SensitiveText("") };
        PasswordPlaces.Check(section);
        return defaults with
        {
            ConnectionString = section.Require("connectionString", SensitiveTexts.TryReadConnection, defaults.ConnectionString),
            Password = section.Read<SecretReference>("password", Secrets.TryRead),
            KeyPrefix = section.Read("keyPrefix", Texts.TryRead, defaults.KeyPrefix),
            WriteProbe = section.Read("writeProbe", Booleans.TryRead, defaults.WriteProbe),
            Thresholds = section.ReadSection("thresholds", CacheThresholdsBinder.Bind) ?? defaults.Thresholds,
            RequiredChecks = section.ReadList<string>("requiredChecks", Texts.TryReadFilled),
            Timeout = section.ReadValue<TimeSpan>("timeout", Durations.TryReadPositive),
        };
    }
}
