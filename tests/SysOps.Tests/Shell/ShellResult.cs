namespace SysOps.Tests.Shell;

/// <summary>What one run of the shell left behind.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error);
