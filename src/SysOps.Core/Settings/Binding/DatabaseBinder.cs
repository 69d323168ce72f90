namespace SysOps.Settings.Binding;

/// <summary>Binds <c>database</c>.</summary>
internal static class DatabaseBinder
{
    public static DatabaseSettings Bind(Section section)
    {
        DatabaseSettings defaults = new() { ConnectionString = new SensitiveText(""), BaseFolder = section.Setting.Context.BaseFolder };
        PasswordPlaces.Check(section);
        return defaults with
        {
            Provider = section.Read("provider", Choices.TryRead, defaults.Provider),
            ConnectionString = section.Require("connectionString", SensitiveTexts.TryReadConnection, defaults.ConnectionString),
            Password = section.Read<SecretReference>("password", Secrets.TryRead),
            HealthQuery = section.Read<SensitiveText>("healthQuery", SensitiveTexts.TryRead),
            Thresholds = section.ReadSection("thresholds", DatabaseThresholdsBinder.Bind) ?? defaults.Thresholds,
            RequiredChecks = section.ReadList<string>("requiredChecks", Texts.TryReadFilled),
            QuickCheck = section.Read("quickCheck", Choices.TryRead, defaults.QuickCheck),
            Timeout = section.ReadValue<TimeSpan>("timeout", Durations.TryReadPositive),
        };
    }
}
