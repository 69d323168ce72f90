using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Names of components are unique; what a service depends on exists and does not depend on it.</summary>
internal static class ServiceNameRule
{
    /// <summary>Names that SysOps gives to components by itself; those of volumes start with <c>disk:</c>.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "database", "cache", "cpu", "memory", "network", "external-services", "application-services",
    };

    public static void Check(SectionReader root, SystemSettings settings)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        CheckNames(root, "externalServices", settings.ExternalServices.Select(service => service.Name), names);
        CheckNames(root, "services", settings.Services.Select(service => service.Name), names);
        foreach (ServiceSettings service in settings.Services)
        {
            CheckDependencies(root, service, settings.Services);
        }
    }

    private static void CheckNames(SectionReader root, string key, IEnumerable<string> services, HashSet<string> names)
    {
        foreach (string name in services.Where(name => name.Length > 0))
        {
            if (Reserved.Contains(name) || name.StartsWith("disk:", StringComparison.OrdinalIgnoreCase))
            {
                root.Error(key, $"The name '{name}' is one that SysOps uses itself. Give the service another.");
            }
            else if (!names.Add(name))
            {
                root.Error(key, $"The name '{name}' is used twice. Every component needs a name of its own.");
            }
        }
    }

    private static void CheckDependencies(SectionReader root, ServiceSettings service, IReadOnlyList<ServiceSettings> all)
    {
        foreach (string missing in service.DependsOn.Where(name => !all.Any(other => other.Name == name)))
        {
            string hint = NearestName.Of(missing, all.Select(other => other.Name)) is { } near ? $" Did you mean '{near}'?" : "";
            root.Error("services", $"The service '{service.Name}' depends on '{missing}', which is not configured.{hint}");
        }

        if (CycleFrom(service, all) is { } cycle)
        {
            root.Error("services", $"Services depend on each other in a circle: {string.Join(" → ", cycle)}.");
        }
    }

    // The circle is told once, by its first name in the alphabet.
    private static IReadOnlyList<string>? CycleFrom(ServiceSettings start, IReadOnlyList<ServiceSettings> all)
    {
        var byName = all.GroupBy(service => service.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<IReadOnlyList<string>>([[start.Name]]);
        while (waiting.TryPop(out IReadOnlyList<string>? way))
        {
            foreach (string next in byName.TryGetValue(way[^1], out ServiceSettings? service) ? service.DependsOn : [])
            {
                if (next == start.Name)
                {
                    return string.Equals(way.Min(StringComparer.Ordinal), start.Name, StringComparison.Ordinal) ? [.. way, next] : null;
                }

                if (visited.Add(next))
                {
                    waiting.Push([.. way, next]);
                }
            }
        }

        return null;
    }
}
