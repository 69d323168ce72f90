using System.ComponentModel;
using Microsoft.Win32.SafeHandles;
using SysOps.Files;

namespace SysOps.Settings;

/// <summary>
/// Reads the configuration from one handle, and only if nobody but the current user and root can have written it:
/// what is checked is what is read, even when the path is changed meanwhile.
/// </summary>
public static class SettingsFile
{
    /// <summary>Far beyond any configuration; it keeps a wrong path (a device, a log) from filling the memory.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>The content of the file.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="userId">Who else than root may own it; null: the effective user of this process.</param>
    /// <exception cref="SysOpsException">It is not there, may not be read, or others could have written it.</exception>
    public static byte[] Read(string path, uint? userId = null)
    {
        try
        {
            RefuseSpecialFile(path);
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows())
            {
                SettingsTrust.Check(path, handle, userId ?? FileStatus.CurrentUserId);
            }

            return ReadAll(path, handle);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationNotFound, $"The configuration '{path}' does not exist.", "Correct the path, or create the file.", path, exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException or Win32Exception)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationUnreadable, $"The configuration '{path}' cannot be read: {exception.Message}", "Let the user who runs SysOps read the file and search its folders.", path, exception);
        }
    }

    /// <summary>Opening a named pipe would wait for its writer for ever.</summary>
    private static void RefuseSpecialFile(string path)
    {
        if (File.Exists(path) && !FileStatus.Of(path).IsRegularFile)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationUnreadable, $"The configuration '{path}' is a pipe, a socket or a device.", "Name a regular file.", path);
        }
    }

    private static byte[] ReadAll(string path, SafeFileHandle handle)
    {
        long length = RandomAccess.GetLength(handle);
        if (length > MaximumBytes)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationUnreadable, $"The configuration '{path}' has {Size.Format(length)}, and more than {Size.Format(MaximumBytes)} are not read.", "Name the right file.", path);
        }

        byte[] content = new byte[length];
        int filled = 0;
        while (filled < content.Length && RandomAccess.Read(handle, content.AsSpan(filled), filled) is > 0 and int count)
        {
            filled += count;
        }

        return content[..filled];
    }
}
