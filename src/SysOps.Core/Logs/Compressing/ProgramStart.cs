using System.ComponentModel;
using System.Diagnostics;

namespace SysOps.Logs.Compressing;

/// <summary>Starts programs that a configuration names.</summary>
internal static class ProgramStart
{
    /// <exception cref="IOException">There is no such program, or it may not be started.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new IOException($"'{start.FileName}' cannot be started.");
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"'{start.FileName}' cannot be started: {exception.Message}.", exception);
        }
    }
}
