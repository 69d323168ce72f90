using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace SysOps.Shell.Hosting;

/// <summary>The host that the engine runs in.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly Terminal _terminal;

    public ShellHost(Terminal terminal)
    {
        _terminal = terminal;
        UI = new ShellUserInterface(terminal);
        PSStyle.Instance.OutputRendering = terminal.HasColor ? OutputRendering.Ansi : OutputRendering.PlainText;
    }

    public override string Name => "SysOps";

    public override Version Version => typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>What <c>exit</c> asked for; null while nothing did.</summary>
    public int? RequestedExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public void ShowError(ErrorRecord error) => _terminal.WriteError(ErrorText.Of(error), "\e[31;1m");

    public override void EnterNestedPrompt() => throw new NotSupportedException("There is no nested prompt in sysops.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("There is no nested prompt in sysops.");

    public override void NotifyBeginApplication()
    {
        // A native program draws on the terminal itself.
        _terminal.EndProgress();
    }

    public override void NotifyEndApplication()
    {
        // Nothing was changed for it, so nothing is changed back.
    }
}
