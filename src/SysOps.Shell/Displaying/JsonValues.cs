using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Xml;

namespace SysOps.Shell.Displaying;

/// <summary>PowerShell objects as JSON: enumerations by name, times and durations by ISO 8601, other objects by their properties.</summary>
internal static class JsonValues
{
    private const int DeepestLevel = 8;

    public static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        value = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case SwitchParameter flag:
                json.WriteBooleanValue(flag.IsPresent);
                break;
            case double number:
                WriteReal(json, number);
                break;
            case float number:
                WriteReal(json, number);
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or decimal:
                json.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case TimeSpan duration:
                json.WriteStringValue(XmlConvert.ToString(duration));
                break;
            case DateTime time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));
                break;
            case Enum or Guid or Version or Uri or char or Type or ScriptBlock:
                json.WriteStringValue(value!.ToString());
                break;
            case var inner when depth >= DeepestLevel || (depth > 0 && IsWorldOfItsOwn(inner)):
                json.WriteStringValue(value!.ToString());
                break;
            case IDictionary map:
                WriteMap(json, map, depth);
                break;
            case IEnumerable items:
                WriteItems(json, items, depth);
                break;
            default:
                WriteProperties(json, PSObject.AsPSObject(value), depth);
                break;
        }
    }

    // A folder has its parent, a command its module, and that all of its commands: inside another object their names will do.
    private static bool IsWorldOfItsOwn(object value) => value is FileSystemInfo or CommandInfo or PSModuleInfo or System.Reflection.MemberInfo or System.Reflection.Assembly;

    // JSON knows neither infinity nor not-a-number.
    private static void WriteReal(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteMap(Utf8JsonWriter json, IDictionary map, int depth)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            json.WritePropertyName(entry.Key.ToString()!);
            Write(json, entry.Value, depth + 1);
        }

        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        foreach (object? item in items)
        {
            Write(json, item, depth + 1);
        }

        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, PSObject item, int depth)
    {
        json.WriteStartObject();
        foreach (PSPropertyInfo property in item.Properties.Where(property => property.IsGettable))
        {
            json.WritePropertyName(property.Name);
            Write(json, PropertyValue.Of(property), depth + 1);
        }

        json.WriteEndObject();
    }
}
