namespace SysOps.Settings.Syntax;

/// <summary><c>null</c>.</summary>
public sealed record SettingNull(TextPosition Position) : SettingNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "null";
}
