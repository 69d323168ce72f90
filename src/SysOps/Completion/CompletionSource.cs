using System.Management.Automation;

namespace SysOps.Completion;

/// <summary>Runs what a completer needs to read. At the prompt a failure means that there is nothing to offer: the command itself will say why.</summary>
internal static class CompletionSource
{
    public static IReadOnlyList<T> OrNothing<T>(Func<SessionState, IReadOnlyList<T>> read)
    {
        try
        {
            return Session() is { } session ? read(session) : [];
        }
        catch (SysOpsException)
        {
            return [];
        }
    }

    // A completer is not told its session; a script block run on this thread knows it.
    private static SessionState? Session() =>
        ScriptBlock.Create("$ExecutionContext.SessionState").Invoke() is [{ BaseObject: SessionState session }] ? session : null;
}
