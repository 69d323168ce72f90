using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads one of several words; upper and lower case are the same.</summary>
internal static class Choices
{
    public static bool TryRead<T>(Setting setting, out T value)
        where T : struct, Enum
    {
        value = default;
        string[] names = Enum.GetNames<T>();
        string expected = $"one of {string.Join(", ", names.Select(name => $"\"{name}\""))}";
        if (!Texts.TryRead(setting, expected, out string? text))
        {
            return false;
        }

        // By name alone: Enum.TryParse would take "1" as well.
        int index = Array.FindIndex(names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            value = Enum.GetValues<T>()[index];
            return true;
        }

        string hint = Spelling.Nearest(text, names) is { } nearest && setting.Node is SettingText node && node.Value == text ? $" (did you mean \"{nearest}\"?)" : "";
        return setting.Unexpected(expected + hint);
    }
}
