using System.Management.Automation;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Takes a number of bytes or a size such as '100MB'.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SizeTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or long)
        {
            return value;
        }

        string text = TokenText.Of(inputData!);
        return Size.TryParse(text, out long bytes) ? bytes : throw new ArgumentTransformationMetadataException(
            $"'{text}' is not a size. Write a number of bytes, or a number with its unit such as 100MB or 2GB.");
    }
}
