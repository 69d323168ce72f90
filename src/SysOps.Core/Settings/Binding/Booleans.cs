using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads <c>true</c> and <c>false</c>.</summary>
internal static class Booleans
{
    public static bool TryRead(Setting setting, out bool value)
    {
        value = setting.Node is SettingBoolean { Value: true };
        return setting.Node is SettingBoolean || setting.Unexpected("true or false");
    }
}
