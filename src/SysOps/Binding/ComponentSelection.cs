using System.Management.Automation;
using SysOps.Health;

namespace SysOps.Binding;

/// <summary>The components that -Name and -Category choose; without either, all.</summary>
internal sealed class ComponentSelection
{
    private readonly string[]? _names;
    private readonly HealthCategory[]? _categories;

    public ComponentSelection(string[]? names, HealthCategory[]? categories)
    {
        _names = names;
        _categories = categories;
    }

    public IReadOnlyList<IHealthProbe> Choose(IEnumerable<IHealthProbe> probes)
    {
        WildcardPattern[]? patterns = _names?.Select(Pattern).ToArray();
        return
        [
            .. probes
                .Where(probe => patterns is null || patterns.Any(pattern => pattern.IsMatch(probe.Name)))
                .Where(probe => _categories is null || _categories.Contains(probe.Category)),
        ];
    }

    /// <summary>One error for each name without wildcards that no component has.</summary>
    public IEnumerable<SysOpsException> Missing(IReadOnlyList<IHealthProbe> probes) =>
        from name in _names ?? []
        where !WildcardPattern.ContainsWildcardCharacters(name) && !probes.Any(probe => Pattern(name).IsMatch(probe.Name))
        select new SysOpsException(
            ErrorCatalogue.ComponentNotFound, $"There is no component '{name}'.", $"The components are: {string.Join(", ", probes.Select(probe => probe.Name))}.", name);

    private static WildcardPattern Pattern(string name) => new(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
