using System.Management.Automation;

namespace SysOps.Shell.Displaying;

internal static class PropertyValue
{
    /// <summary>Null for a property whose getter fails: it has no value to show, and the others do.</summary>
    public static object? Of(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
