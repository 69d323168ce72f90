namespace SysOps.Settings.Syntax;

/// <summary>A text, its JSON escapes resolved, its references to environment variables not.</summary>
public sealed record SettingText(TextPosition Position, string Value) : SettingNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "a text";
}
