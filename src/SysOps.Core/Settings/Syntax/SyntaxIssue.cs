namespace SysOps.Settings.Syntax;

/// <summary>What makes a text no JSON, or a key ambiguous, and where. Never a value of the file.</summary>
public sealed record SyntaxIssue(TextPosition Position, string Setting, string Message);
