namespace SysOps.Settings;

/// <summary>Whether a configuration can be used in spite of a problem.</summary>
public enum SettingsProblemSeverity
{
    Warning,
    Error,
}
