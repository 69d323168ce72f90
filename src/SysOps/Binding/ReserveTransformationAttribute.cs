using System.Management.Automation;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Takes what must stay free: a number of bytes, a size such as '10GB', or a share of the volume such as '10%'.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReserveTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null or SpaceReserve)
        {
            return value;
        }

        string text = TokenText.Of(inputData!);
        if (Share.TryParse(text, out double percent))
        {
            return new SpaceReserve { Percent = percent };
        }

        return Size.TryParse(text, out long bytes) ? new SpaceReserve { Bytes = bytes } : throw new ArgumentTransformationMetadataException(
            $"'{text}' is neither a size nor a share. Write a size such as 10GB, or a share of the volume such as 10%.");
    }
}
