using System.Diagnostics;
using SysOps.Testing;

namespace SysOps.Tests.Shell;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(UnixSignal.Interrupt, 130)]
    [InlineData(UnixSignal.Terminate, 143)]
    [InlineData(UnixSignal.HangUp, 129)]
    public async Task A_signal_ends_a_long_command_and_its_finally_blocks_run(int signal, int expected)
    {
        string script = _folder.Write("long.ps1", "try { 'started'; while ($true) { $null = 1 + 1 } } finally { [IO.File]::WriteAllText('cleaned', 'up') }");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using Process process = Process.Start(ShellProgram.StartInfo(_folder.Path, script))!;
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync(limit.Token));

        UnixSignal.Send(process.Id, signal);

        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(expected, process.ExitCode);
        Assert.Equal("up", await File.ReadAllTextAsync(Path.Combine(_folder.Path, "cleaned"), limit.Token));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(limit.Token));
    }
}
