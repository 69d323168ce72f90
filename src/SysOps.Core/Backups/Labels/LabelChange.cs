using SysOps.Backups.Repositories;

namespace SysOps.Backups.Labels;

/// <summary>What is to become of a backup's labels; what is null stays as it is. Tags are the same whatever their case.</summary>
public sealed record LabelChange
{
    /// <summary>Empty: none.</summary>
    public string? Description { get; init; }

    /// <summary>In place of all that there are.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Beside those that there are.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    public IReadOnlyList<string> Removed { get; init; } = [];

    public bool? Pinned { get; init; }

    /// <summary>Whether nothing of what there was remains, so that damaged labels may be replaced.</summary>
    public bool IsWhole => Description is not null && Tags is not null && Pinned is not null;

    /// <exception cref="SysOpsException">BackupLabelsInvalid: nothing is to be changed, a tag is empty, or one is to be added and removed.</exception>
    public void Validate()
    {
        if (Description is null && Tags is null && Pinned is null && Added.Count == 0 && Removed.Count == 0)
        {
            throw Invalid("Nothing is said that is to be changed.", "Give -Description, -Tag, -AddTag, -RemoveTag, -Pin or -Unpin.", target: null);
        }

        if (Added.Concat(Tags ?? []).Any(string.IsNullOrWhiteSpace))
        {
            throw Invalid("A tag is empty.", "Give tags such as nightly; -Tag @() leaves none.", "");
        }

        if (Added.Concat(Tags ?? []).Intersect(Removed, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
        {
            throw Invalid($"The tag '{both}' is to be added and removed.", "Say one of the two.", both);
        }
    }

    /// <summary>The labels as they will be.</summary>
    public BackupLabels Apply(BackupLabels labels) => new()
    {
        Pinned = Pinned ?? labels.Pinned,
        Description = Description is null ? labels.Description : Description.Length == 0 ? null : Description,
        Tags = [.. (Tags ?? labels.Tags).Concat(Added).Distinct(StringComparer.OrdinalIgnoreCase).Except(Removed, StringComparer.OrdinalIgnoreCase)],
    };

    private static SysOpsException Invalid(string message, string remedy, string? target) => new(ErrorCatalogue.BackupLabelsInvalid, message, remedy, target);
}
