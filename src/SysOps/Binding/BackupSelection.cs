using System.Management.Automation;
using SysOps.Backups;

namespace SysOps.Binding;

/// <summary>Which backups are meant: each kind of condition holds, of its values any.</summary>
internal sealed record BackupSelection
{
    public string[]? Names { get; init; }

    /// <summary>Made before it.</summary>
    public DateTime? Before { get; init; }

    /// <summary>Made at it or after it.</summary>
    public DateTime? After { get; init; }

    public string[]? Tags { get; init; }

    public BackupComponentKind[]? Components { get; init; }

    public bool Includes(SystemBackup backup) =>
        (Names is null || Names.Any(name => Matches(name, backup.Name)))
        && (Before is null || backup.Created < Before)
        && (After is null || backup.Created >= After)
        && (Tags is null || Tags.Any(tag => backup.Tags.Any(own => Matches(tag, own))))
        && (Components is null || backup.Components.Any(component => Components.Contains(component.Kind)));

    /// <summary>One error for each name without wildcards that no backup has.</summary>
    public IEnumerable<SysOpsException> Missing(IReadOnlyList<SystemBackup> backups, string repository) =>
        from name in Names ?? []
        where !WildcardPattern.ContainsWildcardCharacters(name) && !backups.Any(backup => Matches(name, backup.Name))
        select new SysOpsException(ErrorCatalogue.BackupNotFound, $"There is no backup '{name}' in '{repository}'.", "Get-SystemBackup without -Name lists those there are.", name);

    private static bool Matches(string pattern, string text) =>
        new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(text);
}
