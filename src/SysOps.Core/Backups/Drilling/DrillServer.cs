using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Drilling;

/// <summary>The server of PostgreSQL that a drill restores to.</summary>
/// <param name="server">It.</param>
/// <param name="description">For people.</param>
internal class DrillServer(PinnedServer server, string description) : IAsyncDisposable
{
    public PinnedServer Server => server;

    public string Description => description;

    /// <summary>Whether it is the drill's alone, so that roles may be made on it.</summary>
    public virtual bool IsPrivate => false;

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
