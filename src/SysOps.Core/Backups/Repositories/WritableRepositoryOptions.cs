using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SysOps.Backups.Repositories;

/// <summary>How a repository is opened for writing.</summary>
public sealed record WritableRepositoryOptions
{
    /// <summary>Its mode does not matter: writing needs the exclusive lock.</summary>
    public required LockRequest Lock { get; init; }

    public IStoreFiles Files { get; init; } = new StoreFiles();

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
