namespace SysOps.Servers.Programs;

/// <summary>
/// Starts a program so that the kernel ends it when this process dies, however it dies: setpriv(1) of util-linux asks for that signal and
/// becomes the program. Where there is none the program is started as it is. The program's own children do not inherit it.
/// </summary>
internal static class ParentDeath
{
    private static readonly string? Setpriv = OperatingSystem.IsLinux() ? new[] { "/usr/bin/setpriv", "/bin/setpriv" }.FirstOrDefault(IsUtilLinux) : null;

    /// <summary>The program and its arguments as they are to be started.</summary>
    public static (string Program, IEnumerable<string> Arguments) Guard(ProgramCall call) =>
        Setpriv is null ? (call.Path, call.Arguments) : (Setpriv, call.Arguments.Prepend(call.Path).Prepend("--").Prepend("--pdeathsig=KILL"));

    // BusyBox has a setpriv without this option; there the file is a link to busybox.
    private static bool IsUtilLinux(string path) => File.Exists(path) && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is not { Name: "busybox" };
}
