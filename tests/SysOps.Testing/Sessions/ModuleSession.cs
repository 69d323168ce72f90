using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace SysOps.Testing.Sessions;

/// <summary>A runspace of the real engine in which the built module is imported: what a user has at the prompt.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    // What SysOps remembers of tests is not what it remembers of this machine's user.
    static ModuleSession() => Environment.SetEnvironmentVariable("XDG_STATE_HOME", Directory.CreateTempSubdirectory("sysops-state-").FullName);

    /// <param name="import">Whether the module is there from the start.</param>
    /// <param name="host">Where output goes that is written to a screen; nowhere without one.</param>
    public ModuleSession(bool import = true, PSHost? host = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        if (import)
        {
            Import();
        }
    }

    /// <summary>The loaded SysOps.dll, in the module's own load context.</summary>
    public Assembly ModuleAssembly => (Assembly)Run("(Get-Command Get-SystemHealth).ImplementingType.Assembly").ThrowIfFailed().Output[0].BaseObject;

    public void Dispose() => _runspace.Dispose();

    /// <summary>Imports the checkout's module, and again with -Force when it is there.</summary>
    public void Import() => Run("param($Path) Import-Module $Path -Force -ErrorAction Stop", ("Path", Repository.Manifest)).ThrowIfFailed();

    /// <summary>Makes a folder the session's location, which is not the process's.</summary>
    public void SetLocation(string folder) => _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(folder));

    /// <summary>Runs a script with these variables as parameters, and keeps all that it wrote.</summary>
    public SessionResult Run(string script, params (string Name, object? Value)[] parameters)
    {
        using PowerShell shell = Start(script, parameters);
        return SessionResult.Of(shell);
    }

    /// <summary>A shell of this session with a script, for a test that starts and stops it by itself.</summary>
    public PowerShell Start(string script, params (string Name, object? Value)[] parameters)
    {
        PowerShell shell = PowerShell.Create(_runspace).AddScript(script, useLocalScope: true);
        foreach ((string name, object? value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        return shell;
    }
}
