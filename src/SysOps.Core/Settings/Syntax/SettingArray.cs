namespace SysOps.Settings.Syntax;

/// <summary>A list.</summary>
public sealed record SettingArray(TextPosition Position, IReadOnlyList<SettingNode> Items) : SettingNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "a list";
}
