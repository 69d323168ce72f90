namespace SysOps.Testing.Programs;

/// <summary>The built sysops as a process of its own.</summary>
public static class SysOpsShell
{
    /// <summary>What starts it: a program and its first arguments.</summary>
    public static IReadOnlyList<string> Words { get; } = ["dotnet", "exec", Path.Combine(Repository.Root, "src", "SysOps.Shell", "bin", "Debug", "net10.0", "sysops.dll")];

    public static Task<ProgramOutcome> RunAsync(params string[] arguments) => TestProgram.TryAsync(Words[0], [.. Words.Skip(1), .. arguments]);
}
