using System.Runtime.InteropServices;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>Where an entry's headers, and its data behind them, are.</summary>
/// <param name="BackupId">The backup whose archive it is in: this one or an earlier one.</param>
/// <param name="Frame">Which frame of that archive, from 0.</param>
/// <param name="Offset">In the frame's content, in bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ContentPlace(string BackupId, int Frame, int Offset);
