using System.Collections;
using System.Globalization;
using System.Management.Automation;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Displaying;

/// <summary>All properties of each object, one a line. The engine alone has no Format-List.</summary>
internal sealed class ListDisplay : IDisplay
{
    private readonly Terminal _terminal;

    public ListDisplay(Terminal terminal) => _terminal = terminal;

    public void Show(PSObject item)
    {
        if (item.BaseObject is string or ValueType)
        {
            WriteLine(Text(item));
            return;
        }

        PSPropertyInfo[] properties = [.. item.Properties.Where(property => property.IsGettable)];
        int width = properties.Select(property => property.Name.Length).DefaultIfEmpty().Max();
        foreach (PSPropertyInfo property in properties)
        {
            WriteLine($"{property.Name.PadRight(width)} : {Text(PropertyValue.Of(property))}");
        }

        WriteLine("");
    }

    public void End()
    {
        // Each object is whole when it was shown.
    }

    public void Dispose()
    {
        // It holds nothing.
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        PSObject { BaseObject: not PSCustomObject } wrapper => Text(wrapper.BaseObject),
        IDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={Text(entry.Value)}")) + "}",
        IEnumerable items => "{" + string.Join(", ", items.Cast<object?>().Select(Text)) + "}",
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };

    private void WriteLine(string text) => _terminal.WriteData(text + Environment.NewLine);
}
