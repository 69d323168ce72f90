using System.Diagnostics;
using System.Globalization;
using SysOps.Testing;

namespace SysOps.Servers.Tests;

/// <summary>A test run that is killed must leave no server behind.</summary>
public sealed class ServerProcessTests
{
    [Fact]
    public async Task The_parent_death_signal_ends_a_server_when_its_parent_is_killed()
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("setpriv --pdeathsig=KILL -- sleep 300 & echo $!; wait");
        using Process parent = Process.Start(start)!;
        int child = int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => CommandLine(child).StartsWith("sleep", StringComparison.Ordinal), "the child runs");

        parent.Kill();

        await Eventually.TrueAsync(() => CommandLine(child).Length == 0, "the child is gone");
    }

    private static string CommandLine(int processId)
    {
        string path = $"/proc/{processId}/cmdline";
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (IOException)
        {
            // It ended between the two looks.
            return "";
        }
    }
}
