using SysOps.Settings.Binding;
using SysOps.Settings.Syntax;

namespace SysOps.Settings;

/// <summary>Reads <c>sysops.json</c> into <see cref="SystemSettings"/>.</summary>
public static class SettingsReader
{
    /// <summary>Reads a file that nobody else can have written.</summary>
    /// <param name="path">Full path, as <see cref="SettingsLocator"/> gives it.</param>
    /// <param name="environment">The value of an environment variable; null: this process's.</param>
    /// <exception cref="SettingsException">Something in it is wrong; it says all that is.</exception>
    /// <exception cref="SysOpsException">It is not there, may not be read, or others could have written it.</exception>
    public static SettingsDocument Read(string path, Func<string, string?>? environment = null) =>
        Parse(SettingsFile.Read(path), path, environment);

    /// <summary>Reads a content as if it stood at the path, which need not exist.</summary>
    /// <exception cref="SettingsException">Something in it is wrong; it says all that is.</exception>
    public static SettingsDocument Parse(byte[] content, string path, Func<string, string?>? environment = null)
    {
        SyntaxTree tree = SyntaxParser.Parse(content);
        BindingContext context = new(path, environment ?? Environment.GetEnvironmentVariable);
        foreach (SyntaxIssue issue in tree.Issues)
        {
            context.Report(ProblemSeverity.Error, issue.Position, issue.Setting, issue.Message);
        }

        SystemSettings? settings = tree.Root is null ? null : new Setting(context, "", tree.Root).Bind(SystemBinder.Bind);
        IReadOnlyList<SettingsProblem> problems = context.Problems;
        if (settings is null || problems.Any(problem => problem.Severity is ProblemSeverity.Error))
        {
            throw new SettingsException(path, problems);
        }

        return new SettingsDocument
        {
            Settings = settings,
            Warnings = problems,
            Tree = (SettingObject)tree.Root!,
            KnownKeys = context.KnownKeys,
        };
    }
}
