using System.Runtime.InteropServices;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>One path: what the backup has there, and what the tree has; at least one of the two.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MergedEntry(IndexEntry? Stored, WalkedEntry? Present)
{
    public PathBytes Path => Stored?.Path ?? Present!.Path;
}
