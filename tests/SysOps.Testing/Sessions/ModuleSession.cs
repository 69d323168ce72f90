using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SysOps.Testing.Sessions;

/// <summary>A runspace of the real engine in which the built module is imported: what a user has at the prompt.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession(bool import = true)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        if (import)
        {
            Import();
        }
    }

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
