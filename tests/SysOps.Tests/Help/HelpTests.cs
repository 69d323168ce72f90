using System.Management.Automation;
using System.Management.Automation.Language;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Help;

public sealed class HelpTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Cmdlets
    {
        get
        {
            using var session = new ModuleSession();
            return [.. session.Run("(Get-Module SysOps).ExportedCmdlets.Keys").Output.Select(name => name.ToString())];
        }
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_cmdlet_has_complete_help(string cmdlet)
    {
        PSObject help = Assert.Single(_session.Run("param($Name) Get-Help $Name -Full", ("Name", cmdlet)).ThrowIfFailed().Output);

        Assert.False(string.IsNullOrWhiteSpace(Text(help, "Synopsis")), "It has a synopsis.");
        Assert.True(Text(help, "description").Length > 100, "It has a description.");
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
        string[] examples = [.. _session.Run("param($Name) (Get-Help $Name -Full).examples.example | ForEach-Object code", ("Name", cmdlet)).ThrowIfFailed().Output.Select(code => code.ToString())];

        Assert.True(examples.Length >= 2);
        foreach (string example in examples)
        {
            ScriptBlockAst script = Parser.ParseInput(example, out _, out ParseError[] errors);
            Assert.Empty(errors);
            Assert.Contains(script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(), command => command.GetCommandName() == cmdlet || command.GetCommandName() == "Get-SystemHealth");
        }
    }

    [Theory]
    [InlineData("about_SysOps")]
    [InlineData("about_SysOps_Configuration")]
    [InlineData("about_SysOps_Errors")]
    [InlineData("about_SysOps_Health")]
    public void About_topics_are_found_by_name(string topic)
    {
        SessionResult result = _session.Run("param($Name) Get-Help $Name", ("Name", topic));

        Assert.Empty(result.Errors);
        Assert.Contains(topic, Assert.Single(result.Output).ToString(), StringComparison.Ordinal);
    }

    private static string Text(PSObject help, string property) =>
        string.Join(' ', LanguagePrimitives.GetEnumerable(help.Properties[property].Value) is { } items ? items.Cast<object>().Select(item => (PSObject.AsPSObject(item).Properties["Text"]?.Value ?? item).ToString()) : [help.Properties[property].Value?.ToString()]);
}
