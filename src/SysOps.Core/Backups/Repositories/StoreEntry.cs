namespace SysOps.Backups.Repositories;

/// <summary>One name in a folder of the store.</summary>
public sealed record StoreEntry(string Name, StoreEntryKind Kind);
