using SysOps.Logs.Rules;

namespace SysOps.Logs.Logrotate;

/// <summary>A rule while its directives are read: each overrides what stood before, and a block begins with what stands outside of blocks.</summary>
internal sealed record RuleDraft
{
    public LogRule Rule { get; init; } = new();

    public bool Copies { get; init; }

    public bool Truncates { get; init; }

    public bool RenamesFirst { get; init; }

    /// <summary>The rule as a whole.</summary>
    /// <exception cref="DirectiveException">Its directives contradict each other.</exception>
    public LogRule Finish()
    {
        if (Copies && RenamesFirst)
        {
            throw new DirectiveException("copy and renamecopy exclude each other");
        }

        return Rule with
        {
            Method = Truncates ? RotationMethod.CopyTruncate : RenamesFirst ? RotationMethod.RenameCopy : Copies ? RotationMethod.Copy : RotationMethod.Rename,
        };
    }

    public RuleDraft Change(Func<LogRule, LogRule> change) => this with { Rule = change(Rule) };

    public RuleDraft Due(Func<DueRule, DueRule> change) => this with { Rule = Rule with { Due = change(Rule.Due) } };

    public RuleDraft Naming(Func<NamingRule, NamingRule> change) => this with { Rule = Rule with { Naming = change(Rule.Naming) } };

    public RuleDraft Compression(Func<CompressionRule, CompressionRule> change) => this with { Rule = Rule with { Compression = change(Rule.Compression) } };

    public RuleDraft Scripts(Func<ScriptRules, ScriptRules> change) => this with { Rule = Rule with { Scripts = change(Rule.Scripts) } };

    public RuleDraft Removal(Func<RemovalRule, RemovalRule> change) => this with { Rule = Rule with { Removal = change(Rule.Removal) } };
}
