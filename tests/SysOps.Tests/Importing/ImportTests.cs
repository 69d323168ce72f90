using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Importing;

public sealed class ImportTests
{
    [Fact]
    public void The_module_exports_its_cmdlets_on_the_first_import_and_again_with_force()
    {
        using var session = new ModuleSession(import: false);
        string[] expected = ManifestCmdlets(session);

        for (int import = 1; import <= 3; import++)
        {
            session.Import();
            SessionResult result = session.Run("(Get-Module SysOps).ExportedCmdlets.Keys");
            Assert.Equal(expected, result.Output.Select(name => name.ToString()).Order(StringComparer.Ordinal));
            Assert.Empty(result.Errors);
        }
    }

    [Fact]
    public void A_second_runspace_of_the_same_process_imports_and_runs_it_too()
    {
        using var first = new ModuleSession();
        using var second = new ModuleSession();

        foreach (ModuleSession session in new[] { first, second })
        {
            SessionResult result = session.Run("Get-SystemHealth -Name memory");
            Assert.Equal("memory", Assert.Single(result.Output).Properties["Name"].Value);
        }
    }

    [Fact]
    public void Removing_it_and_importing_it_again_brings_the_cmdlets_back()
    {
        using var session = new ModuleSession();

        SessionResult result = session.Run("param($Path) Remove-Module SysOps; Import-Module $Path; Get-Command -Module SysOps", ("Path", Repository.Manifest));

        Assert.Equal(ManifestCmdlets(session), result.Output.Select(command => ((CommandInfo)command.BaseObject).Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_of_the_assembly_stands_in_the_manifest()
    {
        using var session = new ModuleSession();

        SessionResult result = session.Run("(Get-Command Get-SystemHealth).ImplementingType.Assembly.GetExportedTypes()");

        IEnumerable<string> implemented =
            from type in result.Output.Select(type => (Type)type.BaseObject)
            from attribute in type.GetCustomAttributesData()
            where attribute.AttributeType.Name == nameof(CmdletAttribute)
            select $"{attribute.ConstructorArguments[0].Value}-{attribute.ConstructorArguments[1].Value}";
        Assert.Equal(ManifestCmdlets(session), implemented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_engine_assembly_is_shipped_in_the_module()
    {
        string bin = Path.Combine(Repository.Root, "module", "bin");

        Assert.True(File.Exists(Path.Combine(bin, "SysOps.dll")));
        Assert.Empty(Directory.EnumerateFiles(bin, "System.Management.Automation*", SearchOption.AllDirectories));
    }

    private static string[] ManifestCmdlets(ModuleSession session) =>
        [.. session.Run("param($Path) (Test-ModuleManifest $Path).ExportedCmdlets.Keys", ("Path", Repository.Manifest)).ThrowIfFailed().Output.Select(name => name.ToString()).Order(StringComparer.Ordinal)];
}
