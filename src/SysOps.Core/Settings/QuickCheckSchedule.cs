namespace SysOps.Settings;

/// <summary>How often SQLite's <c>PRAGMA quick_check</c>, which reads the whole file, may run.</summary>
public enum QuickCheckSchedule
{
    Off,
    Daily,
}
