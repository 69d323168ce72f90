using System.Management.Automation;

namespace SysOps.Shell.Hosting;

/// <summary>An error as one reads it on a terminal: what failed, where in a script, and what it says.</summary>
internal static class ErrorText
{
    public static string Of(ErrorRecord error)
    {
        string message = error.ErrorDetails?.Message ?? error.Exception.Message;
        InvocationInfo? invocation = error.InvocationInfo;
        string command = invocation?.MyCommand?.Name is { Length: > 0 } name && !name.Contains('\n', StringComparison.Ordinal) && name.Length < 80 ? Path.GetFileName(name) + ": " : "";
        string place = invocation is { ScriptName.Length: > 0 } ? $"{Environment.NewLine}  at {invocation.ScriptName}:{invocation.ScriptLineNumber}" : "";
        return $"{command}{message}{place}";
    }
}
