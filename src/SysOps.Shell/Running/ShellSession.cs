using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Running;

/// <summary>The runspace of the shell. SysOps is loaded when a command is asked for that the engine does not have.</summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace _runspace;
    private PowerShell? _running;
    private PSModuleInfo? _module;
    private bool _runsProgram;

    public ShellSession(ShellHost host)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        state.Commands.Add(new SessionStateFunctionEntry("cd", "param($Path = $HOME) $null = $ExecutionContext.SessionState.Path.SetLocation($Path)"));
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction = Find;
        _runspace.SessionStateProxy.InvokeCommand.PreCommandLookupAction = BeforeLookup;
        Runspace.DefaultRunspace = _runspace;
    }

    public Runspace Runspace => _runspace;

    /// <summary>That of the native program, when the command was one.</summary>
    public int? ExitCodeOfProgram => _runsProgram ? _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? : null;

    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs what the caller builds into a shell; what was not caught ends it with an exception.</summary>
    public void Run(Action<PowerShell> build, PSDataCollection<PSObject>? output)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        build(shell);
        _running = shell;
        try
        {
            shell.Invoke(input: null, output ?? []);
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Ends what runs, from another thread; its finally blocks run. False when nothing does.</summary>
    public bool Stop()
    {
        PowerShell? running = _running;
        running?.BeginStop(callback: null, state: null);
        return running is not null;
    }

    /// <summary>The command of this name, of SysOps too.</summary>
    public CommandInfo? GetCommand(string name)
    {
        CommandInfo? found = _runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.All);
        if (found is null && _module is null)
        {
            Load();
            found = _runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.All);
        }

        _runsProgram = found is ApplicationInfo;
        return found;
    }

    /// <summary>
    /// The script as a function: 'exit' in it ends the shell with its code, as it ends 'pwsh -File'. In a script that is
    /// called it would only end the script.
    /// </summary>
    public CommandInfo DefineScript(string path)
    {
        var script = (ExternalScriptInfo)_runspace.SessionStateProxy.InvokeCommand.GetCommand(Path.GetFullPath(path), CommandTypes.ExternalScript);
        string name = Path.GetFileName(path);
        _runspace.SessionStateProxy.InvokeProvider.Item.Set([$"function:{name}"], script.ScriptBlock, force: true, literalPath: true);
        return _runspace.SessionStateProxy.InvokeCommand.GetCommand(name, CommandTypes.Function);
    }

    public void Load()
    {
        if (_module is not null)
        {
            return;
        }

        string manifest = ModuleLocation.Manifest() ?? throw new PSInvalidOperationException("The SysOps module is neither beside this program nor, built, in a checkout above it.");
        using PowerShell shell = _runspace.RunspaceAvailability is RunspaceAvailability.Available ? PowerShell.Create(_runspace) : PowerShell.Create(RunspaceMode.CurrentRunspace);
        _module = shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("Global").AddParameter("PassThru").AddParameter("ErrorAction", ActionPreference.Stop).Invoke<PSModuleInfo>().Single();
    }

    // The engine asks here for every word that it does not know, and once more with "get-" before it.
    private void Find(object? sender, CommandLookupEventArgs arguments)
    {
        if (_module is null && arguments.CommandName.Contains('-', StringComparison.Ordinal))
        {
            Load();
            arguments.Command = _module!.ExportedCommands.GetValueOrDefault(arguments.CommandName);
        }
    }

    // The first two are asked about cmdlets that nobody has called yet; a module that is named must be there. And what SysOps
    // has need not be sought in every folder of the PATH, and in every module, first.
    private void BeforeLookup(object? sender, CommandLookupEventArgs arguments)
    {
        string name = arguments.CommandName;
        if (_module is null && (name.ToUpperInvariant() is "GET-HELP" or "GET-COMMAND" || name.StartsWith(@"SysOps\", StringComparison.OrdinalIgnoreCase) || ModuleLocation.Exports(name)))
        {
            Load();
        }
    }
}
