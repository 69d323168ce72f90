using System.Text.Json;
using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Shell;

public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_table_is_the_default_and_has_no_colours_when_it_is_redirected()
    {
        ProgramOutcome result = await RunAsync("Get-SystemHealth -Name memory");

        Assert.Matches(@"Name +Category +Status +Latency +Message\n", result.Output);
        Assert.Matches(@"\nmemory +\S+ +(Healthy|Degraded)", result.Output);
        Assert.DoesNotContain('\e', result.Output + result.Errors);
    }

    [Fact]
    public async Task A_list_has_every_property_on_a_line()
    {
        ProgramOutcome result = await RunAsync("--output", "list", "Get-SystemHealth", "-Name", "memory");

        Assert.Matches(@"(?m)^Name +: memory$", result.Output);
        Assert.Matches(@"(?m)^Checks +: \{memory\.used", result.Output);
    }

    [Fact]
    public async Task Json_has_names_for_enumerations_and_iso_times_and_durations()
    {
        ProgramOutcome result = await RunAsync("--output", "json", "Get-SystemHealth", "-Name", "memory");

        using JsonDocument document = JsonDocument.Parse(result.Output);
        JsonElement memory = Assert.Single(document.RootElement.EnumerateArray());
        Assert.Equal("SystemResource", memory.GetProperty("Category").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+([+-]\d\d:\d\d)$", memory.GetProperty("Timestamp").GetString());
        Assert.StartsWith("PT", memory.GetProperty("Checks")[0].GetProperty("Duration").GetString());
        Assert.Equal(JsonValueKind.Number, memory.GetProperty("Metrics").GetProperty("TotalBytes").ValueKind);
    }

    [Theory]
    [InlineData("1, 'a', $true, $null, 1.5", """[1,"a",true,1.5]""")]
    [InlineData("@{ Key = [timespan]::FromSeconds(90) }", """[{"Key":"PT1M30S"}]""")]
    [InlineData("[pscustomobject]@{ Day = [DayOfWeek]::Monday; Inner = @(1, @{ A = $null }); Not = [double]::NaN }", """[{"Day":"Monday","Inner":[1,{"A":null}],"Not":null}]""")]
    [InlineData("'not', 'ascii: äß€'", """["not","ascii: äß€"]""")]
    [InlineData("if ($false) { 1 }", "[]")]
    public async Task Json_of_anything_is_one_array(string text, string expected)
    {
        ProgramOutcome result = await RunAsync("--output=json", text);

        Assert.Equal(expected, JsonSerializer.Serialize(JsonDocument.Parse(result.Output), Relaxed));
    }

    [Fact]
    public async Task Json_of_a_command_does_not_drag_its_whole_module_along()
    {
        ProgramOutcome result = await RunAsync("--output", "json", "Get-Command", "Get-SystemHealth");

        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.Equal("SysOps", document.RootElement[0].GetProperty("Module").GetString());
    }

    [Fact]
    public async Task What_is_said_about_the_data_goes_to_standard_error()
    {
        string script = _folder.Write("says.ps1", "[CmdletBinding(SupportsShouldProcess)] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('detail'); if ($PSCmdlet.ShouldProcess('thing')) { 'done' }; 'data'");

        ProgramOutcome result = await RunAsync("--output", "json", script, "-WhatIf", "-Verbose");

        Assert.Equal("data", Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray()).GetString());
        Assert.Contains("WARNING: careful", result.Errors);
        Assert.Contains("VERBOSE: detail", result.Errors);
        Assert.Contains("What if:", result.Errors);
    }

    [Fact]
    public async Task An_error_goes_to_standard_error_and_the_rest_of_the_output_stands()
    {
        string script = _folder.Write("half.ps1", "'before'; Get-Command No-SuchThing; 'after'");

        ProgramOutcome result = await RunAsync(script);

        Assert.Equal("before\nafter\n", result.Output);
        Assert.Contains("No-SuchThing", result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task Without_a_command_and_a_terminal_standard_input_is_the_text()
    {
        ProgramOutcome result = await ShellProgram.RunAsync(ShellProgram.StartInfo(_folder.Path), "'from'\n'standard input'\nexit 5\n");

        Assert.Equal(new ProgramOutcome(5, "from\nstandard input\n", ""), result);
    }

    [Fact]
    public async Task With_nothing_at_all_there_is_nothing_to_do() =>
        Assert.Equal(new ProgramOutcome(0, "", ""), await ShellProgram.RunAsync(ShellProgram.StartInfo(_folder.Path), ""));

    [Theory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    [InlineData("", true)]
    public async Task On_a_terminal_there_are_colours_unless_no_color_says_no(string? noColor, bool expected)
    {
        string script = _folder.Write("warns.ps1", "[CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); Get-SystemHealth -Name cache");
        await using TerminalShell shell = TerminalShell.Start(_folder.Path, noColor is null ? [] : new() { ["NO_COLOR"] = noColor }, script);

        Assert.Equal(0, await shell.EndAsync());

        Assert.Contains("NotConfigured", shell.Screen);
        Assert.Equal(expected, shell.Screen.Contains("\e[33;1mWARNING: careful", StringComparison.Ordinal));
        Assert.Equal(expected, shell.Screen.Contains("\e[32;1m", StringComparison.Ordinal));
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Task<ProgramOutcome> RunAsync(params string[] words) => ShellProgram.RunAsync(_folder.Path, words);
}
