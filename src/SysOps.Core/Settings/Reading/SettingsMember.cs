namespace SysOps.Settings.Reading;

/// <summary>One member of an object: its key with its place, and its value.</summary>
public sealed record SettingsMember(string Key, int Line, int Column, SettingsNode Value);
