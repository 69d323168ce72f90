namespace SysOps.Settings.Syntax;

/// <summary>One value of the file, with the place where it begins.</summary>
public abstract record SettingNode(TextPosition Position)
{
    /// <summary>What kind of value it is, in the words of a message: <c>a number</c>.</summary>
    public abstract string Kind { get; }
}
