using System.Runtime.InteropServices;

namespace SysOps.Shell.Running;

/// <summary>
/// Ctrl+C, the end of the terminal and a polite kill end the command that runs, finally blocks included. Where no
/// command runs, the signal does what it always does.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly ShellSession _session;
    private readonly bool _isPrompt;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="session">What runs the commands.</param>
    /// <param name="isPrompt">Ctrl+C ends a command, and never the shell.</param>
    public Interruption(ShellSession session, bool isPrompt)
    {
        _session = session;
        _isPrompt = isPrompt;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, 129)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 143)),
        ];
    }

    /// <summary>128 and the signal's number, as shells have it; null while no signal came that ends the shell.</summary>
    public int? ExitCodeOfSignal { get; private set; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        bool endsShell = !(_isPrompt && context.Signal is PosixSignal.SIGINT);
        ExitCodeOfSignal = endsShell ? exitCode : ExitCodeOfSignal;
        context.Cancel = _session.Stop() || !endsShell;
    }
}
