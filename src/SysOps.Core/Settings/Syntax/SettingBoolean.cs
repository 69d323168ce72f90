namespace SysOps.Settings.Syntax;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record SettingBoolean(TextPosition Position, bool Value) : SettingNode(Position)
{
    /// <inheritdoc />
    public override string Kind => Value ? "true" : "false";
}
