using Microsoft.Win32.SafeHandles;

namespace SysOps.Files;

/// <summary>Whether a file that decides what SysOps does can be changed by anybody who is not trusted.</summary>
public static class TrustedFile
{
    private const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// Passes when the opened file, its folder, and the folder of a link to it belong to the current user or root and
    /// are writable by no one else. Where there are no Unix owners nothing is checked.
    /// </summary>
    /// <exception cref="SysOpsException">ConfigurationUnsafe, with the command that mends it.</exception>
    public static void Check(SafeFileHandle handle, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Check(FileIdentity.Of(handle), path);
        string real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        foreach (string folder in new[] { path, real }.Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal))
        {
            Check(FileIdentity.Of(folder), folder);
        }
    }

    private static void Check(FileIdentity identity, string path)
    {
        if (identity.OwnerId != 0 && identity.OwnerId != FileIdentity.CurrentUserId)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationUnsafe,
                $"'{path}' belongs to the user id {identity.OwnerId}, neither root nor the current user, who could make SysOps start any command.",
                $"If you trust its content: chown {FileIdentity.CurrentUserId} '{path}'.",
                path);
        }

        if ((identity.Mode & Others) != UnixFileMode.None)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationUnsafe,
                $"'{path}' can be written by others (mode {Convert.ToString((int)identity.Mode, 8)}), who could make SysOps start any command.",
                $"chmod go-w '{path}'.",
                path);
        }
    }
}
