using SysOps.Backups.Repositories;

namespace SysOps.Binding;

/// <summary>One backup of one repository.</summary>
internal sealed record BackupTarget(BackupRepository Repository, BackupName Name);
