using System.Globalization;
using System.Management.Automation.Host;

namespace SysOps.Testing.Sessions;

/// <summary>A host with a screen of a given width: what Out-Default shows there is kept as text.</summary>
public sealed class ScreenHost : PSHost
{
    private readonly ScreenUserInterface _screen;

    public ScreenHost(int width) => _screen = new ScreenUserInterface(width);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Screen";

    public override PSHostUserInterface UI => _screen;

    public override Version Version { get; } = new(1, 0);

    /// <summary>The lines on the screen, with their colours; the screen is empty afterwards.</summary>
    public string[] TakeLines() => _screen.Take().ReplaceLineEndings("\n").Split('\n');

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
        // A screen of text has nothing to prepare for a program.
    }

    public override void NotifyEndApplication()
    {
        // A screen of text has nothing to restore.
    }

    public override void SetShouldExit(int exitCode) => throw new NotSupportedException();
}
