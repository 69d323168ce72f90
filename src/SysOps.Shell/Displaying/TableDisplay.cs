using System.Management.Automation;

namespace SysOps.Shell.Displaying;

/// <summary>Objects by the format files.</summary>
internal sealed class TableDisplay : IDisplay
{
    private readonly SteppablePipeline _pipeline = ScriptBlock.Create("Out-Default").GetSteppablePipeline(CommandOrigin.Internal);

    public TableDisplay() => _pipeline.Begin(expectInput: true);

    public void Show(PSObject item) => _pipeline.Process(item);

    public void End() => _pipeline.End();

    public void Dispose() => _pipeline.Dispose();
}
