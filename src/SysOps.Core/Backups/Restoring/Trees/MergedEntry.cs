using System.Runtime.InteropServices;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>One path: what the backup has there, and what the target has; at least one of the two.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MergedEntry(IndexEntry? Stored, WalkedEntry? Present)
{
    public PathBytes Path => Stored?.Path ?? Present!.Path;
}
