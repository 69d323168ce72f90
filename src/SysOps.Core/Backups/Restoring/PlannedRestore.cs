using SysOps.Backups.Restoring.Items;

namespace SysOps.Backups.Restoring;

/// <summary>A plan together with what can carry it out.</summary>
internal sealed record PlannedRestore(RestoreContext Context, IReadOnlyList<IRestoreItem> Items, RestorePlan Plan);
