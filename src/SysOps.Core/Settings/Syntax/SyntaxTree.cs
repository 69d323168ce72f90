namespace SysOps.Settings.Syntax;

/// <summary>The file as values with their places. With a syntax error there is no root; duplicate keys leave one.</summary>
public sealed record SyntaxTree(SettingNode? Root, IReadOnlyList<SyntaxIssue> Issues);
