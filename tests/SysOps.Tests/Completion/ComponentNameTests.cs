using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Completion;

public sealed class ComponentNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Names_of_components_complete_by_the_configuration_in_force()
    {
        _folder.Write("sysops.json", """{ "name": "x" }""");

        Assert.Equal(["memory"], Complete("Get-SystemHealth -Name mem"));
        Assert.Equal(["cache", "cpu"], Complete("Get-SystemHealth c"));
        Assert.Empty(Complete("Get-SystemHealth -Name zzz"));
    }

    [Fact]
    public void A_broken_configuration_completes_nothing_and_raises_nothing()
    {
        string path = _folder.Write("broken.json", "{");

        Assert.Empty(Complete($"Get-SystemHealth -ConfigurationPath '{path}' -Name mem"));
    }

    private string[] Complete(string line)
    {
        SessionResult result = _session.Run("param($Line) (TabExpansion2 $Line $Line.Length).CompletionMatches | ForEach-Object CompletionText", ("Line", line)).ThrowIfFailed();
        return [.. result.Output.Select(item => item.ToString())];
    }
}
