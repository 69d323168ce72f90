using System.Text;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

/// <summary>Reads a configuration from a text, with chosen environment variables.</summary>
internal static class SettingsText
{
    public const string Path = "/srv/app/sysops.json";

    public static SettingsDocument Read(string text, params (string Name, string Value)[] variables) =>
        SettingsReader.Parse(Encoding.UTF8.GetBytes(text), Path, name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());

    public static SystemSettings Settings(string text, params (string Name, string Value)[] variables) => Read(text, variables).Settings;

    /// <summary>The problems of a text that cannot be used.</summary>
    public static IReadOnlyList<SettingsProblem> Problems(string text, params (string Name, string Value)[] variables) =>
        Assert.Throws<SettingsException>(() => Read(text, variables)).Problems;

    /// <summary>The one error of a text.</summary>
    public static SettingsProblem Error(string text, params (string Name, string Value)[] variables) =>
        Assert.Single(Problems(text, variables), problem => problem.Severity is ProblemSeverity.Error);
}
