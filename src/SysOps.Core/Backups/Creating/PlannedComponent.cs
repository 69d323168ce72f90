using SysOps.Backups.Creating.Sources;

namespace SysOps.Backups.Creating;

/// <summary>A component that is to be copied, and how much it is as far as that is known.</summary>
internal sealed record PlannedComponent(IBackupSource Source, SourceEstimate Estimate);
