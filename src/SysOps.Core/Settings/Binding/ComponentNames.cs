using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Reads the names of components: unique over all sections, free of wildcards, and none that SysOps gives itself.</summary>
internal static class ComponentNames
{
    private const string VolumePrefix = "disk:";

    private static readonly string[] Reserved = ["database", "cache", "cpu", "memory", "network", "external-services", "application-services", "backups"];

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out string value)
    {
        if (!Texts.TryReadFilled(setting, out value))
        {
            return false;
        }

        if (value.AsSpan().ContainsAny("*?[]`") || value.Any(char.IsControl) || value.Trim() != value)
        {
            return setting.Unexpected("a name without * ? [ ] ` and without spaces at its ends, as -Name takes wildcards");
        }

        if (Reserved.Contains(value, StringComparer.OrdinalIgnoreCase) || value.StartsWith(VolumePrefix, StringComparison.OrdinalIgnoreCase))
        {
            setting.Error($"the name '{value}' is SysOps' own ({string.Join(", ", Reserved)}, {VolumePrefix}…); choose another");
            return false;
        }

        if (!setting.Context.ComponentNames.TryAdd(value, setting.Node.Position))
        {
            setting.Error($"the name '{value}' is given at {setting.Context.ComponentNames[value]} already; external services and services share their names");
            return false;
        }

        return true;
    }
}
