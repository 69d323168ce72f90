namespace SysOps.Settings.Syntax;

/// <summary>An object; of a key that is there twice it holds the first.</summary>
public sealed record SettingObject(TextPosition Position, IReadOnlyList<SettingMember> Members) : SettingNode(Position)
{
    /// <inheritdoc />
    public override string Kind => "an object";

    /// <summary>The member of exactly this name.</summary>
    public SettingMember? Find(string name) => Members.FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.Ordinal));
}
