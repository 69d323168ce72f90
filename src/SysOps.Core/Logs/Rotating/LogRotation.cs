using System.Runtime.Versioning;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Rotates logs by rules: what is due, as logrotate does it, and without losing a line.</summary>
[SupportedOSPlatform("linux")]
public static class LogRotation
{
    /// <param name="request">What is rotated.</param>
    /// <param name="port">Is told what becomes of each log.</param>
    /// <param name="cancellationToken">Ends it between two logs; the state says what was done.</param>
    /// <exception cref="SysOpsException">LogStateBusy, LogStateUnusable: nothing was changed.</exception>
    public static async Task RunAsync(RotationRequest request, IRotationPort port, CancellationToken cancellationToken)
    {
        RotationRun run = new(request, port, cancellationToken);
        using RotationStateFile? file = request.PlanOnly ? null : RotationStateFile.Open(request.StatePath, request.Locking, cancellationToken);
        Read(run.State, file?.Content ?? RotationStateFile.Peek(request.StatePath), request.StatePath);
        try
        {
            foreach (LogRule rule in request.Rules)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await new RuleRotation(run, rule).RunAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            file?.Save(run.State.Write());
        }
    }

    private static void Read(RotationState state, byte[] content, string path)
    {
        try
        {
            state.Read(content);
        }
        catch (FormatException exception)
        {
            throw new SysOpsException(ErrorCatalogue.LogStateUnusable, $"The state file '{path}' is damaged: {exception.Message}.", "Mend the line, or remove the file: every log then counts as rotated just now.", path, exception);
        }
    }
}
