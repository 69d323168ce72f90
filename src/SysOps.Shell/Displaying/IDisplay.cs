using System.Management.Automation;

namespace SysOps.Shell.Displaying;

/// <summary>Shows the objects of a command. It stands outside of the command's pipeline: what was written is shown to its end, however the command ended.</summary>
internal interface IDisplay : IDisposable
{
    void Show(PSObject item);

    void End();
}
