using SysOps.Backups.Archives.Reading;

namespace SysOps.Backups.Restoring.Items;

/// <summary>What an extraction says of its entries, for people.</summary>
internal static class RestoreProblems
{
    public static IReadOnlyList<RestoreProblem> Of(string item, TreeExtractSummary summary) =>
        [.. summary.Problems.Select(problem => new RestoreProblem { Item = item, Path = problem.Entry.Path.ToString(), Reason = problem.Reason ?? problem.Outcome.ToString() })];

    /// <summary>What the plan refused already.</summary>
    public static IEnumerable<RestoreProblem> Of(RestorePlanItem item) =>
        item.Entries.Where(entry => entry.Action is RestoreAction.Refuse).Select(entry => new RestoreProblem { Item = item.Name, Path = entry.Path, Reason = entry.Reason ?? "" });
}
