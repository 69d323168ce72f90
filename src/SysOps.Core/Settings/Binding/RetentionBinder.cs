namespace SysOps.Settings.Binding;

/// <summary>Binds <c>retention</c> of backups.</summary>
internal static class RetentionBinder
{
    public static RetentionSettings Bind(Section section)
    {
        RetentionSettings settings = new()
        {
            Last = Read(section, "last"),
            Hourly = Read(section, "hourly"),
            Daily = Read(section, "daily"),
            Weekly = Read(section, "weekly"),
            Monthly = Read(section, "monthly"),
            Yearly = Read(section, "yearly"),
            Within = section.ReadValue<TimeSpan>("within", Durations.TryReadPositive),
            TimeZone = section.Read<TimeZoneInfo>("timeZone", TimeZones.TryRead),
        };
        if (settings.IsEmpty)
        {
            section.Setting.Error("it keeps no backup at all; give at least one of last, hourly, daily, weekly, monthly, yearly a number above 0, or within a duration, or leave retention out");
        }

        return settings;
    }

    // A wrong number is told once, and not as none.
    private static int Read(Section section, string key) => section.Has(key) ? section.Read(key, Numbers.TryReadWhole, 1) : 0;
}
