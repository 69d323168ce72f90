using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Checks that services depend on services that exist, and not in a circle.</summary>
internal static class ServiceDependencies
{
    /// <param name="services">Those that could be bound.</param>
    /// <param name="list">The list in the file, for the places of what is wrong.</param>
    public static void Check(IReadOnlyList<ServiceSettings> services, Setting? list)
    {
        if (list is null)
        {
            return;
        }

        ILookup<string, ServiceSettings> byName = services.ToLookup(service => service.Name, StringComparer.OrdinalIgnoreCase);
        foreach (ServiceSettings service in services)
        {
            foreach (string name in service.DependsOn.Where(name => !byName.Contains(name)))
            {
                string hint = Spelling.Nearest(name, services.Select(other => other.Name)) is { } nearest ? $"; did you mean '{nearest}'?" : "";
                PlaceOf(service, name, list).Error($"there is no service '{name}' to depend on{hint}");
            }
        }

        if (CycleIn(services, byName) is { Count: > 0 } cycle)
        {
            ServiceSettings first = byName[cycle[0]].First();
            PlaceOf(first, cycle[1], list).Error($"the services depend on each other in a circle: {string.Join(" → ", cycle)}");
        }
    }

    private static Setting PlaceOf(ServiceSettings service, string dependency, Setting list)
    {
        Setting entry = list.Items().FirstOrDefault(item => item.Node is SettingObject node && HasText(node.Find("name")?.Value, service.Name)) ?? list;
        Setting? dependsOn = entry.Node is SettingObject { } found && found.Find("dependsOn") is { } member ? new Setting(entry.Context, $"{entry.Path}.dependsOn", member.Value) : null;
        return dependsOn?.Items().FirstOrDefault(item => HasText(item.Node, dependency)) ?? dependsOn ?? entry;
    }

    private static bool HasText(SettingNode? node, string text) => node is SettingText { Value: var value } && string.Equals(value, text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names along one circle, the first of them again at the end; empty when there is none.</summary>
    private static List<string> CycleIn(IReadOnlyList<ServiceSettings> services, ILookup<string, ServiceSettings> byName)
    {
        HashSet<string> done = new(StringComparer.OrdinalIgnoreCase);
        List<string> path = [];
        return services.Select(service => Follow(service)).FirstOrDefault(cycle => cycle.Count > 0) ?? [];

        List<string> Follow(ServiceSettings service)
        {
            int start = path.FindIndex(name => string.Equals(name, service.Name, StringComparison.OrdinalIgnoreCase));
            if (start >= 0)
            {
                return [.. path[start..], path[start]];
            }

            if (!done.Add(service.Name))
            {
                return [];
            }

            path.Add(service.Name);
            List<string> cycle = service.DependsOn.SelectMany(name => byName[name].Take(1)).Select(Follow).FirstOrDefault(found => found.Count > 0) ?? [];
            path.RemoveAt(path.Count - 1);
            return cycle;
        }
    }
}
