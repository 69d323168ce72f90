namespace SysOps.HelpBuilder;

/// <summary>Something that is missing or wrong in the help's source, at its place.</summary>
public sealed class HelpException : Exception
{
    public HelpException(string file, int line, string message)
        : base(message)
    {
        File = file;
        Line = line;
    }

    public string File { get; }

    /// <summary>From 1.</summary>
    public int Line { get; }
}
