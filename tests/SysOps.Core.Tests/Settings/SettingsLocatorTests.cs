using System.Runtime.Versioning;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

[UnsupportedOSPlatform("windows")]
public sealed class SettingsLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sysops-locator-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_places_are_searched_in_their_order()
    {
        SettingsSearch search = Search(("SYSOPS_CONFIG", Create("variable/other.json"))) with { ExplicitPath = Create("named/any.json") };
        string working = Create("working/sysops.json");
        string user = Create("user/sysops.json");
        string machine = Create("machine/sysops.json");

        Assert.Equal(search.ExplicitPath, SettingsLocator.Find(search));
        Assert.Equal(Path.Combine(_root, "variable/other.json"), SettingsLocator.Find(search with { ExplicitPath = null }));
        Assert.Equal(working, SettingsLocator.Find(Search()));
        File.Delete(working);
        Assert.Equal(user, SettingsLocator.Find(Search()));
        File.Delete(user);
        Assert.Equal(machine, SettingsLocator.Find(Search()));
        File.Delete(machine);
        Assert.Null(SettingsLocator.Find(Search()));
    }

    [Fact]
    public void Root_does_not_take_the_file_of_the_working_folder()
    {
        string working = Create("working/sysops.json");
        Assert.Null(SettingsLocator.Find(Search() with { IsRoot = true }));
        Assert.Equal(working, SettingsLocator.Find(Search() with { IsRoot = true, ExplicitPath = "sysops.json" }));
    }

    [Fact]
    public void A_relative_path_starts_at_the_working_folder()
    {
        string named = Create("working/conf/a.json");
        Assert.Equal(named, SettingsLocator.Find(Search() with { ExplicitPath = "conf/a.json" }));
        Assert.Equal(named, SettingsLocator.Find(Search(("SYSOPS_CONFIG", "conf/a.json"))));
    }

    [Fact]
    public void A_parameter_that_names_no_file_is_an_error()
    {
        SysOpsException error = Assert.Throws<SysOpsException>(() => SettingsLocator.Find(Search() with { ExplicitPath = "missing.json" }));
        Assert.Equal(ErrorCatalogue.ConfigurationNotFound, error.Id);
        Assert.Equal(Path.Combine(_root, "working/missing.json"), error.Target);
        Assert.Contains("ConfigurationPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_names_a_folder_is_an_error_and_no_reason_to_look_elsewhere()
    {
        Create("machine/sysops.json");
        SysOpsException error = Assert.Throws<SysOpsException>(() => SettingsLocator.Find(Search(("SYSOPS_CONFIG", _root))));
        Assert.Equal(ErrorCatalogue.ConfigurationNotFound, error.Id);
        Assert.Contains("SYSOPS_CONFIG", error.Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_variable_is_none() => Assert.Null(SettingsLocator.Find(Search(("SYSOPS_CONFIG", ""))));

    [Fact]
    public void A_file_in_a_folder_that_may_not_be_searched_is_found_rather_than_passed_over()
    {
        string user = Create("user/sysops.json");
        File.SetUnixFileMode(Path.Combine(_root, "user"), UnixFileMode.None);
        try
        {
            Assert.Equal(user, SettingsLocator.Find(Search()));
        }
        finally
        {
            File.SetUnixFileMode(Path.Combine(_root, "user"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void On_Linux_the_users_folder_follows_the_XDG_variable_when_it_is_absolute()
    {
        Assert.Equal("/x/sysops", SettingsFolders.OfUser(name => name == "XDG_CONFIG_HOME" ? "/x" : "/home/me"));
        Assert.Equal("/home/me/.config/sysops", SettingsFolders.OfUser(name => name == "HOME" ? "/home/me" : "relative"));
        Assert.Equal("/home/me/.config/sysops", SettingsFolders.OfUser(name => name == "HOME" ? "/home/me" : null));
    }

    [Fact]
    public void The_search_of_this_process_knows_its_user_and_machine()
    {
        SettingsSearch search = SettingsSearch.ForThisProcess(_root);
        Assert.Equal(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), search.IsRoot);
        Assert.Equal(SettingsFolders.OfMachine(), search.MachineFolder);
        Assert.Equal(SettingsFolders.OfUser(Environment.GetEnvironmentVariable), search.UserFolder);
    }

    private SettingsSearch Search(params (string Name, string Value)[] variables) => new()
    {
        WorkingFolder = Directory.CreateDirectory(Path.Combine(_root, "working")).FullName,
        UserFolder = Path.Combine(_root, "user"),
        MachineFolder = Path.Combine(_root, "machine"),
        Environment = name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault(),
    };

    private string Create(string relativePath)
    {
        string path = Path.Combine(_root, relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");
        return path;
    }
}
