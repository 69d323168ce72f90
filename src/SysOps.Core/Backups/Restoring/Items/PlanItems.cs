using SysOps.Backups.Restoring.Trees;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Puts the plan of a tree into that of an item.</summary>
internal static class PlanItems
{
    public static RestorePlanItem With(this RestorePlanItem item, TreePlan plan) => item with
    {
        Matched = plan.Matched,
        Created = plan.CountOf(RestoreAction.Create),
        Overwritten = plan.CountOf(RestoreAction.Overwrite),
        Replaced = plan.CountOf(RestoreAction.Replace),
        Deleted = plan.CountOf(RestoreAction.Delete),
        Kept = plan.CountOf(RestoreAction.Keep),
        Refused = plan.CountOf(RestoreAction.Refuse),
        WrittenBytes = plan.WrittenBytes,
        LostBytes = plan.LostBytes,
        NeededBytes = SpaceNeed.Of(plan),
        Entries = plan.Entries.ToArray(),
        Fingerprint = plan.Fingerprint,
    };
}
