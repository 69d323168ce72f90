using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Items;

/// <summary>A tree of files that is restored below one folder.</summary>
internal sealed class TreeItem : IRestoreItem
{
    private readonly RestoreContext _context;
    private readonly ManifestComponent _component;
    private readonly TargetPlace _place;
    private readonly TreeRules _rules;
    private string? _previous;

    /// <param name="context">The restore.</param>
    /// <param name="component">What the backup says of it.</param>
    /// <param name="target">Full path of the folder.</param>
    /// <param name="excludes">What backups leave out of it.</param>
    public TreeItem(RestoreContext context, ManifestComponent component, string target, IReadOnlyList<string> excludes)
    {
        _context = context;
        _component = component;
        _place = new TargetPlace(context, target);
        _rules = new TreeRules
        {
            Overwrite = context.Request.Overwrite,
            Mirror = context.Request.Mirror,
            Include = [.. context.Request.Include.Select(pattern => new PathGlob(pattern))],
            Protection = _place.Protection(excludes),
        };
    }

    public string Name => _component.Name;

    public BackupComponentKind Kind => _component.Kind;

    private (string Archive, string Index) Files => ComponentFiles.ArchiveOf(_component.Files)
        ?? throw new ArchiveCorruptException($"The component '{Name}' has no archive.");

    public async Task<RestorePlanItem> PlanAsync(CancellationToken cancellationToken)
    {
        TreePlan plan = await Task.Run(() => Plan(cancellationToken), cancellationToken).ConfigureAwait(false);
        _previous = _context.Request.RemovePrevious || !(_place.Method is RestoreMethod.SwapFolder ? _place.Exists : plan.Replaces) ? null : _place.Previous;
        RestorePlanItem item = new RestorePlanItem { Name = Name, Kind = Kind, Method = _place.Method, Target = _place.Path }.With(plan);
        return item with
        {
            FreeBytes = SpaceNeed.FreeIn(_place.StagedIn),
            Previous = _previous,
            Refusals = _place.Refusals()
                .Concat(SpaceNeed.Refusals(_place.StagedIn, item.NeededBytes))
                .Concat(SpaceNeed.EntryRefusals(_place.StagedIn, item.Created + item.Overwritten + item.Replaced))
                .ToArray(),
            Notes = _place.Notes().ToArray(),
        };
    }

    public ItemSwaps Announce() => new() { Trees = [Stager(new ArchiveSet(_context.Source.Open)).Announce()] };

    public async Task<StagedItem> StageAsync(CancellationToken cancellationToken)
    {
        if (_context.Request.Destination is not null)
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(_place.Path)!);
        }

        using ArchiveSet archives = _context.Source.OpenArchives(Files.Archive);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task verification = VerifyAsync(either.Token);
        StagedTree staged;
        try
        {
            staged = await Stager(archives).StageAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await either.CancelAsync().ConfigureAwait(false);
            await verification.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await verification.ConfigureAwait(false);
        return new StagedItem { Swaps = new ItemSwaps { Trees = [staged.Swap] }, Problems = RestoreProblems.Of(Name, staged.Extracted), WrittenBytes = staged.Extracted.FileBytes };
    }

    private TreePlan Plan(CancellationToken cancellationToken)
    {
        using ArchiveBytes index = _context.Source.OpenVerified(Files.Index, cancellationToken);
        using IndexReader reader = new(index);
        using NativeFolder? target = _place.Exists ? NativeFolder.Open(_place.Path) : null;
        return TreePlanner.Plan(reader.Entries(), target, _rules, cancellationToken);
    }

    // A few files are held to their own sums alone: they are to come without the rest being read.
    private Task VerifyAsync(CancellationToken cancellationToken) =>
        _context.Request.Include.Count > 0 ? Task.CompletedTask : Task.Run(() => _context.Source.VerifyAll([Files.Archive], cancellationToken), cancellationToken);

    private TreeStager Stager(ArchiveSet archives) => new(new TreeStageRequest
    {
        OpenIndex = () => _context.Source.Open(Files.Index),
        Archives = archives,
        Target = _place.Path,
        Rules = _rules,
        Method = _place.Method,
        RestoreId = _context.Id,
        Previous = _previous,
    });
}
