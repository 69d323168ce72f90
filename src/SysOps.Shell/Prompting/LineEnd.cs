namespace SysOps.Shell.Prompting;

/// <summary>How a line came to its end.</summary>
internal enum LineEnd
{
    Entered,
    Cancelled,
    InputEnded,
}
