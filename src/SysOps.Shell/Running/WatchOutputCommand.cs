using System.Management.Automation;

namespace SysOps.Shell.Running;

/// <summary>Stands before the display and takes note of what goes by, for the exit code.</summary>
[Cmdlet("Watch", "ShellOutput")]
internal sealed class WatchOutputCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true)]
    public ExitCode ExitCode { get; set; } = null!;

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            ExitCode.See(InputObject);
            WriteObject(InputObject);
        }
    }
}
