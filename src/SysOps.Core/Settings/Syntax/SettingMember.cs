namespace SysOps.Settings.Syntax;

/// <summary>A key of an object, the place where it stands, and its value.</summary>
public sealed record SettingMember(string Name, TextPosition Position, SettingNode Value);
