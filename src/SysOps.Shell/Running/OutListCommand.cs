using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace SysOps.Shell.Running;

/// <summary>Writes all properties of each object, one a line. The engine alone has no Format-List.</summary>
[Cmdlet("Out", "ShellList")]
internal sealed class OutListCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (InputObject.BaseObject is string or ValueType)
        {
            Host.UI.WriteLine(Text(InputObject));
            return;
        }

        PSPropertyInfo[] properties = [.. InputObject.Properties.Where(property => property.IsGettable)];
        int width = properties.Select(property => property.Name.Length).DefaultIfEmpty().Max();
        foreach (PSPropertyInfo property in properties)
        {
            Host.UI.WriteLine($"{property.Name.PadRight(width)} : {Text(property.Value)}");
        }

        Host.UI.WriteLine("");
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        PSObject { BaseObject: string text } => text,
        IEnumerable items => "{" + string.Join(", ", items.Cast<object?>().Select(Text)) + "}",
        _ => Convert.ToString(value, CultureInfo.CurrentCulture) ?? "",
    };
}
