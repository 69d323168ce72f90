using System.Runtime.InteropServices;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>What is done with one entry of a tree, and why; no reason where the action says it all.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EntryDecision(RestoreAction Action, string? Reason = null);
