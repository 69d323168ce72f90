namespace SysOps.Servers.Tests.Backups;

/// <summary>Progress that is told at once, on the thread that reports it.</summary>
internal sealed class Synchronous(Action<string> act) : IProgress<OperationProgress>
{
    public void Report(OperationProgress value) => act(value.Activity);
}
