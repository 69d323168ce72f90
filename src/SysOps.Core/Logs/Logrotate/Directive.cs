namespace SysOps.Logs.Logrotate;

/// <summary>One word of logrotate's language and what it changes.</summary>
/// <param name="Argument">What stands behind it.</param>
/// <param name="Apply">The change; throws <see cref="DirectiveException"/>.</param>
internal sealed record Directive(DirectiveArgument Argument, Func<RuleDraft, string, RuleDraft> Apply);
