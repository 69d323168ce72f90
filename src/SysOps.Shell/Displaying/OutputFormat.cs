namespace SysOps.Shell.Displaying;

/// <summary>How the objects of a command are shown.</summary>
internal enum OutputFormat
{
    Table,
    List,
    Json,
}
