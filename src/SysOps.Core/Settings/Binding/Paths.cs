using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Reads paths; a relative one starts at the folder of the file.</summary>
internal static class Paths
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out string value)
    {
        if (!Texts.TryRead(setting, "a path", out value))
        {
            return false;
        }

        if (value.Trim().Length == 0 || value.Contains('\0', StringComparison.Ordinal))
        {
            value = null;
            return setting.Unexpected("a path");
        }

        if (value == "~" || value.StartsWith("~/", StringComparison.Ordinal))
        {
            setting.Warn("~ is a folder of this name here, not the home folder; write ${env:HOME}");
        }

        value = Path.GetFullPath(value, setting.Context.BaseFolder);
        return true;
    }
}
