using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Configuration;

public sealed class ConfigurationPathTests : IDisposable
{
    private const string NameOf = "param($p) (Get-SystemHealth -Summary -Name cache -ConfigurationPath $p).Name";

    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("sysops.json")]
    [InlineData("./sysops.json")]
    [InlineData("below/../sysops.json")]
    public void A_relative_path_starts_at_the_location_of_the_session_and_not_of_the_process(string path)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "below"));
        _folder.Write("sysops.json", """{ "name": "here" }""");
        _session.SetLocation(_folder.Path);
        Assert.NotEqual(_folder.Path, Environment.CurrentDirectory);

        Assert.Equal("here", Assert.Single(_session.Run(NameOf, ("p", path)).ThrowIfFailed().Output).BaseObject);
    }

    [Fact]
    public void A_drive_of_the_session_leads_to_its_folder()
    {
        _folder.Write("sysops.json", """{ "name": "on a drive" }""");
        _session.Run("param($Root) $null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('demo', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), $Root, '', $null), 'Global')", ("Root", _folder.Path)).ThrowIfFailed();

        Assert.Equal("on a drive", Assert.Single(_session.Run(NameOf, ("p", "demo:/sysops.json")).ThrowIfFailed().Output).BaseObject);
    }

    [Theory]
    [InlineData("sys[ops]*.json")]
    [InlineData("what?.json")]
    [InlineData("two words.json")]
    [InlineData("back`tick.json")]
    [InlineData("größe.json")]
    public void Special_characters_in_a_name_stand_for_themselves(string name)
    {
        string path = _folder.Write(name, """{ "name": "odd" }""");
        _folder.Write("syso.json", """{ "name": "another" }""");

        Assert.Equal("odd", Assert.Single(_session.Run(NameOf, ("p", path)).ThrowIfFailed().Output).BaseObject);
    }

    [Theory]
    [InlineData("Env:/HOME")]
    [InlineData("Variable:x")]
    [InlineData("Function:/prompt")]
    [InlineData("nodrive:/sysops.json")]
    [InlineData("NoProvider::/sysops.json")]
    public void A_path_outside_the_file_system_is_refused(string path)
    {
        ErrorRecord error = _session.Run(NameOf, ("p", path)).TheError;

        Assert.Equal("PathInvalid,SysOps.Commands.GetSystemHealthCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Equal(path, error.TargetObject);
    }

    [Fact]
    public void The_home_folder_can_be_written_as_a_tilde()
    {
        ErrorRecord error = _session.Run(NameOf, ("p", "~/no-such-sysops-file.json")).TheError;

        Assert.StartsWith("ConfigurationNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("~", error.TargetObject.ToString(), StringComparison.Ordinal);
    }
}
