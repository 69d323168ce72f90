using SysOps.Settings;

namespace SysOps.Logs.Logrotate;

/// <summary>Something wrong in a file of logrotate's language.</summary>
/// <param name="Severity">An error leaves the block, or the rest of the file, out; a warning at most the line.</param>
/// <param name="File">The file.</param>
/// <param name="Line">From 1; 0 when it is about the file as a whole.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
public sealed record ConfigurationProblem(ProblemSeverity Severity, string File, int Line, string Message)
{
    /// <summary>Such as <c>/etc/logrotate.d/nginx:3: unknown unit 'x'</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}: {Message}";
}
