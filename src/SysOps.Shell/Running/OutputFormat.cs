namespace SysOps.Shell.Running;

/// <summary>How the objects of a command are shown.</summary>
internal enum OutputFormat
{
    Table,
    List,
    Json,
}
