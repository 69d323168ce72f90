using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SysOps.Servers.Programs;

/// <summary>
/// A word in the environment of a program that all its descendants inherit. A program such as pg_dump that is killed leaves workers behind
/// which nobody else can tell apart; by their mark they are found in /proc and ended.
/// </summary>
internal sealed class RunMark
{
    public const string Variable = "SYSOPS_RUN";

    private readonly byte[] _entry;

    public RunMark()
    {
        Value = Guid.NewGuid().ToString("N");
        _entry = Encoding.ASCII.GetBytes($"{Variable}={Value}\0");
    }

    public string Value { get; }

    /// <summary>Ends every process that carries the mark, and waits until it is gone.</summary>
    public async Task EndLeftOversAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int processId) && IsMarked(folder))
            {
                await EndAsync(processId).ConfigureAwait(false);
            }
        }
    }

    private bool IsMarked(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(_entry) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or it is another user's and so none of ours.
            return false;
        }
    }

    private static async Task EndAsync(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            process.Kill();
            await process.WaitForExitAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It ended by itself between the look and the kill.
        }
    }
}
