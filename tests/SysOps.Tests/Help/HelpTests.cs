using System.Management.Automation;
using System.Management.Automation.Language;
using SysOps.Testing;
using SysOps.Testing.Backups;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Help;

public sealed class HelpTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Cmdlets
    {
        get
        {
            using var session = new ModuleSession();
            return [.. session.Run("(Get-Module SysOps).ExportedCmdlets.Keys").Output.Select(name => name.ToString())];
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_has_complete_help(string cmdlet)
    {
        PSObject help = Assert.Single(_session.Run("param($Name) Get-Help $Name -Full", ("Name", cmdlet)).ThrowIfFailed().Output);

        Assert.False(string.IsNullOrWhiteSpace(Text(help, "Synopsis")), "It has a synopsis.");
        Assert.True(Text(help, "description").Length > 100, "It has a description.");
        Assert.All(
            _session.Run("param($Name) $help = Get-Help $Name -Full; \"$($help.inputTypes.inputType.type.name)\"; \"$($help.returnValues.returnValue.type.name)\"; \"$($help.alertSet.alert.Text)\"; \"$($help.relatedLinks.navigationLink.linkText)\"", ("Name", cmdlet)).ThrowIfFailed().Output,
            part => Assert.False(string.IsNullOrWhiteSpace(part.ToString()), "It has inputs, outputs, notes and links."));
        SessionResult parameters = _session.Run(
            "param($Name) $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters; (Get-Command $Name).Parameters.Keys | Where-Object { $_ -notin $common } | ForEach-Object { $help = Get-Help $Name -Parameter $_; \"$_=$($help.description.Text)\" }",
            ("Name", cmdlet)).ThrowIfFailed();
        Assert.NotEmpty(parameters.Output);
        Assert.All(parameters.Output, line => Assert.Matches("^[A-Za-z]+=.{10,}", line.ToString()));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_has_examples_that_parse_and_use_it(string cmdlet)
    {
        string[] examples = Examples(cmdlet);

        Assert.True(examples.Length >= 3);
        foreach (string example in examples)
        {
            ScriptBlockAst script = Parser.ParseInput(example, out _, out ParseError[] errors);
            Assert.Empty(errors);
            Assert.Contains(script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(), command => command.GetCommandName() == cmdlet || command.GetCommandName() == "Get-SystemHealth");
        }
    }

    [Theory]
    [InlineData("Get-SystemHealth")]
    [InlineData("Test-SystemHealth")]
    public void The_examples_of_health_run_on_a_small_system(string cmdlet)
    {
        _folder.Write("app.db", "");
        string path = _folder.Write("sysops.json", """
            {
              "database": { "provider": "Sqlite", "connectionString": "Data Source=app.db" },
              "resources": { "cpu": null, "memory": null, "disk": null, "inodes": null, "openFiles": null, "networkErrors": null }
            }
            """);

        foreach (string example in Examples(cmdlet))
        {
            SessionResult result = _session.Run(
                $"param($Path) $PSDefaultParameterValues = @{{ '*-SystemHealth:ConfigurationPath' = $Path }}; {example.Replace("/etc/sysops/sysops.json", "$Path", StringComparison.Ordinal)}", ("Path", path));

            Assert.True(result.Terminated is null && result.Errors.Count == 0, $"{example}\n{result.Terminated}{string.Join('\n', result.Errors)}");
        }
    }

    [Fact]
    public async Task The_examples_of_backups_run_on_a_small_system()
    {
        using BackupSystem system = await BackupSystem.CreateAsync(_session);

        foreach (string example in Cmdlets.Select(row => row.Data).Where(cmdlet => cmdlet.Contains("Backup", StringComparison.Ordinal) || cmdlet == "Get-SystemRestorePlan").OrderByDescending(cmdlet => cmdlet == "New-SystemBackup").SelectMany(Examples))
        {
            // There is no interrupted restore to take back.
            if (example.Contains("-Rollback", StringComparison.Ordinal))
            {
                continue;
            }

            string here = example.Replace("/mnt/offsite/backups", system.Repository, StringComparison.Ordinal).Replace("| Format-List", "", StringComparison.Ordinal)
                .Replace("20261123T201530.123Z-7f3a", (system.Backups is [.., var newest] ? newest : ""), StringComparison.Ordinal).Replace("/srv/look", Path.Combine(system.Folder, "look"), StringComparison.Ordinal).Replace("/mnt/second/backups", Path.Combine(system.Folder, "second"), StringComparison.Ordinal);
            SessionResult result = _session.Run(
                $"param($Path) $ConfirmPreference = 'None'; $PSDefaultParameterValues = @{{ '*-SystemBackup*:ConfigurationPath' = $Path; '*-SystemRestorePlan:ConfigurationPath' = $Path }}; {here}", ("Path", system.Configuration));

            Assert.True(result.Terminated is null && result.Errors.Count == 0, $"{example}\n{result.Terminated}{string.Join('\n', result.Errors)}");
        }

        Assert.True(system.Backups.Count >= 4);
    }

    [Fact]
    public void The_examples_of_old_logs_run()
    {
        _folder.Write("app/api.log.1", "");

        foreach (string example in Examples("Remove-OldLog"))
        {
            SessionResult result = _session.Run(example.Replace("/var/log/app", Path.Combine(_folder.Path, "app"), StringComparison.Ordinal));

            Assert.True(result.Terminated is null && result.Errors.Count == 0, $"{example}\n{result.Terminated}{string.Join('\n', result.Errors)}");
        }
    }

    [Fact]
    public void The_examples_of_log_rotation_run()
    {
        string log = _folder.Write("app/api.log", "a line\n");
        string configuration = _folder.Write("logrotate.conf", $"{log} {{\n size 1\n rotate 1\n}}\n");

        foreach (string example in Examples("Invoke-LogRotation"))
        {
            string here = example.Replace("/var/log/app", Path.Combine(_folder.Path, "app"), StringComparison.Ordinal).Replace("/etc/logrotate.conf", configuration, StringComparison.Ordinal);
            SessionResult result = _session.Run(here);

            Assert.True(result.Terminated is null && result.Errors.Count == 0, $"{example}\n{result.Terminated}{string.Join('\n', result.Errors)}");
        }
    }

    [Fact]
    public void Help_is_still_there_after_a_second_import()
    {
        _session.Import();

        Assert.True(Text(Assert.Single(_session.Run("Get-Help Get-SystemHealth -Full").ThrowIfFailed().Output), "description").Length > 100);
    }

    [Theory]
    [InlineData("about_SysOps")]
    [InlineData("about_SysOps_Backups")]
    [InlineData("about_SysOps_Restore")]
    [InlineData("about_SysOps_Configuration")]
    [InlineData("about_SysOps_Errors")]
    [InlineData("about_SysOps_Health")]
    [InlineData("about_SysOps_Logs")]
    public void About_topics_are_found_by_name(string topic)
    {
        SessionResult result = _session.Run("param($Name) Get-Help $Name", ("Name", topic));

        Assert.Empty(result.Errors);
        Assert.Contains(topic, Assert.Single(result.Output).ToString(), StringComparison.Ordinal);
    }

    private string[] Examples(string cmdlet) =>
        [.. _session.Run("param($Name) (Get-Help $Name -Full).examples.example | ForEach-Object code", ("Name", cmdlet)).ThrowIfFailed().Output.Select(code => code.ToString())];

    private static string Text(PSObject help, string property) =>
        string.Join(' ', LanguagePrimitives.GetEnumerable(help.Properties[property].Value) is { } items ? items.Cast<object>().Select(item => (PSObject.AsPSObject(item).Properties["Text"]?.Value ?? item).ToString()) : [help.Properties[property].Value?.ToString()]);
}
