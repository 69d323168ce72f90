namespace SysOps.Testing.Programs;

/// <summary>How a program ended.</summary>
public sealed record ProgramOutcome(int ExitCode, string Output, string Errors);
