namespace SysOps.Settings.Syntax;

/// <summary>Ends the reading of a text that is no JSON for SysOps; <see cref="SyntaxParser"/> turns it into its issue.</summary>
internal sealed class SyntaxIssueException(SyntaxIssue issue) : Exception(issue.Message)
{
    public SyntaxIssue Issue { get; } = issue;
}
