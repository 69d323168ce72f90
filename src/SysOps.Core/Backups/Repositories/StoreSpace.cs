namespace SysOps.Backups.Repositories;

/// <summary>The space of the volume that holds the store, in bytes.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Available">What this user may still fill.</param>
public sealed record StoreSpace(long Total, long Available);
