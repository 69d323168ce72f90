using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Checks lists of names of services outside of <c>services</c>.</summary>
internal static class ServiceReferences
{
    /// <param name="names">The names that are used.</param>
    /// <param name="services">The services there are.</param>
    /// <param name="section">The object in the file that has the list.</param>
    /// <param name="key">The list's key there.</param>
    public static void Check(IReadOnlyList<string> names, IReadOnlyList<ServiceSettings> services, Setting? section, string key)
    {
        if (names.Count == 0 || (section?.Node as SettingObject)?.Find(key) is not { } member)
        {
            return;
        }

        Setting list = new(section.Context, $"{section.Path}.{key}", member.Value);
        foreach (Setting item in list.Items().Where(item => item.Node is SettingText text && !services.Any(service => string.Equals(service.Name, text.Value, StringComparison.OrdinalIgnoreCase))))
        {
            string name = ((SettingText)item.Node).Value;
            string hint = Spelling.Nearest(name, services.Select(service => service.Name)) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            item.Error($"there is no service '{name}'{hint}");
        }
    }
}
