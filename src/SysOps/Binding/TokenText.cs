using System.Management.Automation;

namespace SysOps.Binding;

/// <summary>What the user typed for an argument that PowerShell has already read as a number.</summary>
internal static class TokenText
{
    // The conversion to string gives the token's text where the parser kept it, and the plain text of the value elsewhere.
    public static string Of(object argument) => (string)LanguagePrimitives.ConvertTo(argument, typeof(string), System.Globalization.CultureInfo.InvariantCulture);
}
