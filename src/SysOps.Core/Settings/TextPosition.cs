using System.Runtime.InteropServices;

namespace SysOps.Settings;

/// <summary>A place in a text file, both counted from 1; the column in UTF-16 units, as editors count characters.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextPosition(int Line, int Column)
{
    /// <inheritdoc />
    public override string ToString() => $"line {Line}, column {Column}";
}
