using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Restoring.Trees;

namespace SysOps.Backups.Restoring.Items;

/// <summary>
/// The configuration's files, each at its own place. Only files that the present configuration names are written, wherever the backup
/// says that they belong: it cannot put anything elsewhere.
/// </summary>
internal sealed class ConfigurationItem : IRestoreItem
{
    private readonly RestoreContext _context;
    private readonly ManifestComponent _component;
    private readonly ConfigurationTargets _targets;
    private IReadOnlyList<IndexEntry> _wanted = [];

    public ConfigurationItem(RestoreContext context, ManifestComponent component)
    {
        _context = context;
        _component = component;
        _targets = new ConfigurationTargets(context);
    }

    public string Name => _component.Name;

    public BackupComponentKind Kind => _component.Kind;

    private (string Archive, string Index) Files => ComponentFiles.ArchiveOf(_component.Files)
        ?? throw new ArchiveCorruptException($"The component '{Name}' has no archive.");

    public Task<RestorePlanItem> PlanAsync(CancellationToken cancellationToken) => Task.Run(() => Plan(cancellationToken), cancellationToken);

    public ItemSwaps Announce() => new() { Trees = [.. Groups().Select(group => Stager(group).Announce())] };

    public async Task<StagedItem> StageAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => _context.Source.VerifyAll([Files.Archive], cancellationToken), cancellationToken).ConfigureAwait(false);
        using ArchiveSet archives = _context.Source.OpenArchives(Files.Archive);
        List<StagedTree> staged = [];
        foreach (IGrouping<string, IndexEntry> group in Groups())
        {
            staged.Add(await Stager(group).StageAsync(() => _context.Source.Open(Files.Index), archives, cancellationToken).ConfigureAwait(false));
        }

        return new StagedItem
        {
            Swaps = new ItemSwaps { Trees = [.. staged.Select(tree => tree.Swap)] },
            Problems = [.. staged.SelectMany(tree => RestoreProblems.Of(Name, tree.Extracted))],
            WrittenBytes = staged.Sum(tree => tree.Extracted.FileBytes),
        };
    }

    private RestorePlanItem Plan(CancellationToken cancellationToken)
    {
        using ArchiveBytes index = _context.Source.OpenVerified(Files.Index, cancellationToken);
        using IndexReader reader = new(index);
        (TreePlan plan, _wanted) = _targets.Plan(reader.Entries(), cancellationToken);
        string[] folders = [.. Groups().Select(group => group.Key)];
        RestorePlanItem item = new RestorePlanItem { Name = Name, Kind = Kind, Method = RestoreMethod.SwapFiles, Target = ConfigurationTargets.Describe(_wanted) }.With(plan);
        return item with
        {
            FreeBytes = folders.Length == 0 ? null : folders.Min(SpaceNeed.FreeIn),
            Previous = plan.Replaces && !_context.Request.RemovePrevious ? Groups().Select(group => Stager(group).Announce().Previous).FirstOrDefault() : null,
            Refusals = folders.SelectMany(folder => ConfigurationTargets.Refusals(folder, item.NeededBytes)).ToArray(),
        };
    }

    private IEnumerable<IGrouping<string, IndexEntry>> Groups() =>
        _wanted.GroupBy(entry => TargetPlace.ExistingFolder(Path.GetDirectoryName(ConfigurationTargets.FullPathOf(entry.Path))!), StringComparer.Ordinal);

    private FilesStager Stager(IGrouping<string, IndexEntry> group) => new(group.Key, [.. group.Select(entry => entry.Path)], _context);
}
