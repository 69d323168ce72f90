using System.Runtime.InteropServices;

namespace SysOps.Logs.Removing;

/// <summary>A file that has to do with a removal.</summary>
/// <param name="Series">What it is counted with.</param>
/// <param name="Role">What it is to the removal.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SelectedLog(string Series, LogRole Role);
