using SysOps.Backups.Restoring.Items;

namespace SysOps.Backups.Restoring;

/// <summary>Says what became of an item, from its plan and what was staged of it.</summary>
internal static class RestoreResults
{
    public static RestoreResultItem Of(RestorePlanItem plan, StagedItem staged, TimeSpan duration)
    {
        RestoreProblem[] problems = [.. RestoreProblems.Of(plan).Concat(staged.Problems).DistinctBy(problem => problem.Path, StringComparer.Ordinal)];
        return new RestoreResultItem
        {
            Name = plan.Name,
            Kind = plan.Kind,
            Outcome = problems.Length > 0 || plan.Refused > 0 ? RestoreOutcome.Partial : RestoreOutcome.Restored,
            Target = plan.Target,
            Previous = PreviousOf(staged.Swaps).ToArray(),
            Created = plan.Created,
            Overwritten = plan.Overwritten,
            Replaced = plan.Replaced,
            Deleted = plan.Deleted,
            WrittenBytes = staged.WrittenBytes,
            Duration = duration,
            Problems = problems,
            Notes = plan.Notes.Concat(staged.Notes).ToArray(),
        };
    }

    private static IEnumerable<string> PreviousOf(ItemSwaps swaps)
    {
        IEnumerable<string?> all = swaps.Trees.Select(tree => tree.Previous).Append(swaps.Database is { RemovePrevious: false } database ? database.Previous : null);
        return all.OfType<string>();
    }
}
