namespace SysOps.Settings.Binding;

/// <summary>Binds <c>backups</c>.</summary>
internal static class BackupBinder
{
    public static BackupSettings Bind(Section section)
    {
        BackupSettings defaults = new() { Path = "" };
        BackupSettings settings = defaults with
        {
            Path = section.Require("path", Paths.TryRead, defaults.Path),
            MaxAge = section.ReadValue<TimeSpan>("maxAge", Durations.TryReadPositive),
            Retention = section.ReadSection("retention", RetentionBinder.Bind),
            Reserve = section.Read("reserve", Reserves.TryRead, defaults.Reserve),
            FullEvery = section.Read("fullEvery", Durations.TryReadPositive, defaults.FullEvery),
            RereadPercent = section.Read("rereadShare", Shares.TryReadPercent, defaults.RereadPercent),
            Before = section.Read("before", Commands.TryRead, defaults.Before),
            After = section.Read("after", Commands.TryRead, defaults.After),
            StopServices = section.ReadList<string>("stopServices", Texts.TryReadFilled),
            LockTimeout = section.Read("lockTimeout", Durations.TryRead, defaults.LockTimeout),
            PostgreSqlPrograms = section.Read<string>("pgPrograms", Paths.TryRead),
            RolePasswords = section.Read("rolePasswords", Booleans.TryRead, defaults.RolePasswords),
            CompressionLevel = section.Read("compressionLevel", Numbers.TryReadCompressionLevel, defaults.CompressionLevel),
            Drill = section.ReadSection("drill", DrillBinder.Bind) ?? defaults.Drill,
        };
        if (settings.Before.Count > 0 && settings.After.Count == 0)
        {
            section.Find("before")?.Warn("there is no 'after' to undo it, so what it stops stays stopped");
        }

        return settings;
    }
}
