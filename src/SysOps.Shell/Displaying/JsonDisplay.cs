using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Displaying;

/// <summary>All objects as one JSON array, and nothing else on standard output.</summary>
internal sealed class JsonDisplay : IDisplay
{
    private readonly Terminal _terminal;
    private readonly MemoryStream _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonDisplay(Terminal terminal)
    {
        _terminal = terminal;
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.WriteStartArray();
    }

    public void Show(PSObject item) => JsonValues.Write(_json, item, depth: 0);

    public void End()
    {
        _json.WriteEndArray();
        _json.Flush();
        _terminal.WriteData(Encoding.UTF8.GetString(_buffer.ToArray()) + Environment.NewLine);
    }

    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }
}
