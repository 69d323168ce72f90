using SysOps.Files;

namespace SysOps.Backups.Repositories;

/// <summary>A lock that the kernel keeps as long as the file is open.</summary>
internal sealed class KernelLock : RepositoryLock
{
    private readonly LockFile _file;

    public KernelLock(LockFile file, LockHolder holder)
        : base(holder) => _file = file;

    /// <summary>The kernel never takes it away.</summary>
    public override CancellationToken Lost => CancellationToken.None;

    private protected override void Release() => _file.Dispose();
}
