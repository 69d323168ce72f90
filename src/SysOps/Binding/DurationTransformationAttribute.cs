using System.Management.Automation;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>
/// Takes '5s', '26h', '00:00:05' or a TimeSpan, and refuses a bare number. A bare <c>5s</c> on the command line is a
/// short to PowerShell, and <c>30d</c> a decimal; what was typed is still known as the token's text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || inputData is PSObject { BaseObject: TimeSpan } or TimeSpan)
        {
            return inputData;
        }

        string text = TokenText.Of(inputData);
        return Duration.TryParse(text, out TimeSpan duration) ? duration : throw new ArgumentTransformationMetadataException(
            $"'{text}' is not a duration. Write a number with its unit, such as 5s, 500ms, 10m, 26h or 30d, or hours:minutes:seconds such as 00:00:05.");
    }
}
