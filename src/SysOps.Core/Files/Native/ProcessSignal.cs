namespace SysOps.Files.Native;

/// <summary>Signals to processes.</summary>
public static class ProcessSignal
{
    /// <exception cref="NativeException">There is no such process, or it may not be signalled.</exception>
    public static void Send(int processId, int signal)
    {
        if (LinuxCalls.Signal(processId, signal) < 0)
        {
            throw new NativeException("signal process", System.Text.Encoding.ASCII.GetBytes(processId.ToString(System.Globalization.CultureInfo.InvariantCulture)), NativeError.Last);
        }
    }
}
