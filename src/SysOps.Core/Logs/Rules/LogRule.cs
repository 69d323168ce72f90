using SysOps.Files.Native;

namespace SysOps.Logs.Rules;

/// <summary>One set of logs and how they are rotated: a block of logrotate's language, a policy, or what a command line said.</summary>
public sealed record LogRule
{
    /// <summary>What the user wrote for the logs; scripts of the whole set get it.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>Where it stands, such as <c>/etc/logrotate.d/nginx:1</c>; null when no file says it.</summary>
    public string? Source { get; init; }

    /// <summary>Full paths (<see cref="Files.PathText"/>); one may not exist.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public DueRule Due { get; init; } = new();

    public NamingRule Naming { get; init; } = new();

    public RotationMethod Method { get; init; }

    /// <summary>The new log that is made after a rename; null: its writer makes it.</summary>
    public FileOwnership? NewLog { get; init; }

    public CompressionRule Compression { get; init; } = new();

    public ScriptRules Scripts { get; init; } = new();

    public RemovalRule Removal { get; init; } = new();

    public ReopenRule Reopen { get; init; } = new();

    public bool IsMissingFine { get; init; }

    public bool IgnoresDuplicates { get; init; }

    public bool AllowsHardLinks { get; init; }

    /// <summary>With whose rights; null for those of the process.</summary>
    public FileUser? User { get; init; }

    /// <summary>The pattern.</summary>
    public override string ToString() => Pattern;
}
