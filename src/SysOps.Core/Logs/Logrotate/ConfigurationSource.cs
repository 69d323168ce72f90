using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Logs.Logrotate;

/// <summary>Opens a file of logrotate's language, unless others than root could have written what root is to do. What is read is what was looked at.</summary>
[SupportedOSPlatform("linux")]
internal static class ConfigurationSource
{
    private const int Largest = 0xffffff;
    private const UnixFileMode Dangerous = (UnixFileMode)0b111_101_011_011; // 07533

    /// <summary>Null when it is left out, which is no error.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ConfigurationText? Read(string path, bool isRoot, LogrotateReader reader)
    {
        // A FIFO would be waited for.
        if (!FileStatus.Of(path).IsRegularFile)
        {
            reader.Report(ProblemSeverity.Warning, path, 0, "it is no regular file and was left out");
            return null;
        }

        using SafeFileHandle handle = File.OpenHandle(path);
        FileStatus status = FileStatus.Of(handle);
        if (isRoot && Refusal(status) is { } refusal)
        {
            reader.Report(ProblemSeverity.Warning, path, 0, refusal);
            return null;
        }

        if (isRoot && (status.Mode & Dangerous) != UnixFileMode.UserRead)
        {
            reader.Report(ProblemSeverity.Warning, path, 0, $"potentially dangerous mode {status.OctalMode}");
        }

        long length = RandomAccess.GetLength(handle);
        if (length > Largest)
        {
            reader.Report(ProblemSeverity.Error, path, 0, "it is too large for a configuration");
            return null;
        }

        byte[] content = new byte[length];
        return new ConfigurationText(PathText.Of(content.AsSpan(0, RandomAccess.Read(handle, content, 0))));
    }

    private static string? Refusal(FileStatus status) =>
        status.IsWritableByOthers ? "it was left out: its group or others can write to it"
        : status.OwnerId != 0 ? "it was left out: it does not belong to root"
        : null;
}
