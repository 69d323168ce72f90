namespace SysOps.Settings.Binding;

/// <summary>Binds <c>retention</c> of backups.</summary>
internal static class RetentionBinder
{
    public static RetentionSettings Bind(Section section)
    {
        RetentionSettings settings = new()
        {
            Last = section.Read("last", Numbers.TryReadWhole, 0),
            Hourly = section.Read("hourly", Numbers.TryReadWhole, 0),
            Daily = section.Read("daily", Numbers.TryReadWhole, 0),
            Weekly = section.Read("weekly", Numbers.TryReadWhole, 0),
            Monthly = section.Read("monthly", Numbers.TryReadWhole, 0),
            Yearly = section.Read("yearly", Numbers.TryReadWhole, 0),
        };
        if (settings == new RetentionSettings())
        {
            section.Setting.Error("it keeps no backup at all; give at least one of last, hourly, daily, weekly, monthly, yearly a number above 0, or leave retention out");
        }

        return settings;
    }
}
