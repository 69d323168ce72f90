namespace SysOps.Health.Resources.Linux;

/// <summary>One line of /proc/self/mountinfo.</summary>
/// <param name="Root">What of the file system is mounted.</param>
/// <param name="MountPoint">Where.</param>
/// <param name="Type">The file system's type.</param>
/// <param name="SuperOptions">The file system's own options.</param>
public sealed record Mount(string Root, string MountPoint, string Type, IReadOnlyList<string> SuperOptions);
