using System.Text;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;
using SysOps.Settings;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Which files of the configuration are restored to where.</summary>
internal sealed class ConfigurationTargets
{
    private readonly TreeRules _rules;
    private readonly HashSet<PathBytes> _allowed;

    public ConfigurationTargets(RestoreContext context)
    {
        SystemSettings settings = context.Services.Settings;
        string repository = TargetPlace.Resolve(context.Request.Repository);
        _allowed =
        [
            .. settings.ConfigurationFiles.Select(file => file.Path).Prepend(settings.SourcePath).OfType<string>()
                .Select(TargetPlace.Resolve).Where(path => !TargetPlace.IsWithin(path, repository))
                .Select(path => PathBytes.Of(Encoding.UTF8.GetBytes(path.TrimStart('/')))),
        ];
        _rules = new TreeRules { Overwrite = context.Request.Overwrite, Include = [.. context.Request.Include.Select(pattern => new PathGlob(pattern))] };
    }

    public static string FullPathOf(PathBytes path) => "/" + Encoding.UTF8.GetString(path.Bytes);

    /// <summary>Decides about each file; folders are only the way to them.</summary>
    /// <returns>The plan, and the entries that are to be restored.</returns>
    public (TreePlan Plan, IReadOnlyList<IndexEntry> Wanted) Plan(IEnumerable<IndexEntry> entries, CancellationToken cancellationToken)
    {
        List<IndexEntry> wanted = [];
        var totals = new PlanTotals();
        using NativeFolder root = NativeFolder.Open("/");
        foreach (IndexEntry entry in entries.Where(entry => entry.Kind is not EntryKind.Folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileFacts? present = FactsAt(root, entry.Path);
            var merged = new MergedEntry(entry, present is { } facts ? new WalkedEntry(entry.Path.Parent, entry.Path, facts) : null);
            EntryDecision decision = Decide(merged);
            totals.Add(merged, decision);
            if (decision.Action is RestoreAction.Create or RestoreAction.Overwrite)
            {
                wanted.Add(entry);
            }
        }

        return (totals.ToPlan(), wanted);
    }

    public static string Describe(IReadOnlyList<IndexEntry> wanted) => wanted switch
    {
        [] => "no file",
        [var one] => FullPathOf(one.Path),
        [var first, ..] => $"{FullPathOf(first.Path)} and {wanted.Count - 1} more",
    };

    public static IEnumerable<string> Refusals(string folder, long needed)
    {
        if (!FolderAccess.MayWrite(folder))
        {
            yield return $"'{folder}' cannot be written by this user.";
        }

        foreach (string refusal in SpaceNeed.Refusals(folder, needed))
        {
            yield return refusal;
        }
    }

    private EntryDecision Decide(MergedEntry merged)
    {
        if (!_rules.Includes(merged.Path))
        {
            return new EntryDecision(RestoreAction.Keep, TreeRules.NotAsked);
        }

        if (!merged.Path.IsSafe || !_allowed.Contains(merged.Path))
        {
            return new EntryDecision(RestoreAction.Refuse, "the configuration does not name it: use -Destination to have it elsewhere");
        }

        if (merged.Stored!.Kind is not (EntryKind.File or EntryKind.HardLink))
        {
            return new EntryDecision(RestoreAction.Refuse, "it is no file in the backup");
        }

        EntryDecision decision = _rules.Decide(merged);
        return decision.Action is RestoreAction.Replace ? new EntryDecision(RestoreAction.Refuse, "what is there is no file") : decision;
    }

    private static FileFacts? FactsAt(NativeFolder root, PathBytes path)
    {
        if (!path.IsSafe || path.IsRoot)
        {
            return null;
        }

        try
        {
            using NativeFolder folder = root.OpenBeneath(path.Parent);
            return folder.ReadFacts(path.Name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry || exception.Error == NativeError.NotFolder || exception.Error == NativeError.TooManyLinks)
        {
            return null;
        }
    }
}
