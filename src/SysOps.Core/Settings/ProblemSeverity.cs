namespace SysOps.Settings;

/// <summary>Whether the configuration can be used in spite of a problem.</summary>
public enum ProblemSeverity
{
    Warning,
    Error,
}
