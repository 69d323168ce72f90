using System.Diagnostics;

namespace SysOps.Servers.Programs;

/// <summary>
/// A started program and the thread that started it, which waits for its end: the kernel sends the parent-death signal
/// when the thread that forked ends, and a thread of the pool may end at any time.
/// </summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Ends when the program has.</summary>
    public Task Exited => _exited.Task;

    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static Task<RunningProgram> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<RunningProgram>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(start, started)) { IsBackground = true, Name = $"Waits for {Path.GetFileName(start.FileName)}" }.Start();
        return started.Task;
    }

    public void Dispose() => Process.Dispose();

    private static void Run(ProcessStartInfo start, TaskCompletionSource<RunningProgram> started)
    {
        RunningProgram program;
        try
        {
            program = new RunningProgram(Process.Start(start)!);
        }
        catch (Exception exception)
        {
            started.SetException(exception);
            return;
        }

        started.SetResult(program);
        program.Process.WaitForExit();
        program._exited.SetResult();
    }
}
