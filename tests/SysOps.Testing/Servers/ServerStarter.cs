using System.Collections.Concurrent;
using System.Diagnostics;

namespace SysOps.Testing.Servers;

/// <summary>Starts processes from one thread that lives as long as this process: the kernel sends the parent-death signal when the thread that forked ends, not the process.</summary>
internal static class ServerStarter
{
    private static readonly BlockingCollection<Action> Work = [];

    static ServerStarter()
    {
        var thread = new Thread(() =>
        {
            foreach (Action action in Work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "Starts the test servers" };
        thread.Start();
    }

    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }
}
