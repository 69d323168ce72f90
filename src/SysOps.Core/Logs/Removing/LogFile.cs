using SysOps.Files;

namespace SysOps.Logs.Removing;

/// <summary>A regular file of a folder that has to do with a removal, as it was when it was looked at.</summary>
internal sealed class LogFile(byte[] name, SelectedLog selected, FileFacts facts)
{
    public byte[] Name { get; } = name;

    public string Series { get; } = selected.Series;

    public LogRole Role { get; } = selected.Role;

    public FileFacts Facts { get; } = facts;

    /// <summary>What its removal gives back to the file system: nothing while it has another name.</summary>
    public long Frees => Facts.Links == 1 ? Facts.Allocated : 0;
}
