namespace SysOps.Settings.Syntax;

/// <summary>A number, as it is written.</summary>
public sealed record SettingNumber(TextPosition Position, string Literal) : SettingNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "a number";
}
