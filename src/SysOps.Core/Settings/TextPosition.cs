namespace SysOps.Settings;

/// <summary>A place in a text file, both counted from 1; the column in UTF-16 units, as editors count characters.</summary>
public sealed record TextPosition(int Line, int Column)
{
    /// <inheritdoc />
    public override string ToString() => $"line {Line}, column {Column}";
}
