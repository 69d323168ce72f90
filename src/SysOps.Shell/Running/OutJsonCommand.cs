using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SysOps.Shell.Running;

/// <summary>Writes all objects as one JSON array to standard output.</summary>
[Cmdlet("Out", "ShellJson")]
internal sealed class OutJsonCommand : PSCmdlet, IDisposable
{
    private readonly MemoryStream _buffer = new();
    private Utf8JsonWriter? _json;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    public void Dispose()
    {
        _json?.Dispose();
        _buffer.Dispose();
    }

    protected override void BeginProcessing()
    {
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartArray();
    }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            JsonValues.Write(_json!, InputObject, depth: 0);
        }
    }

    protected override void EndProcessing()
    {
        _json!.WriteEndArray();
        _json.Flush();
        Host.UI.WriteLine(Encoding.UTF8.GetString(_buffer.ToArray()));
    }
}
