using System.Management.Automation;
using SysOps.Health;

namespace SysOps.Binding;

/// <summary>Reads the status of a component that came through a pipeline, a job or a file: there it is a copy with properties only.</summary>
internal static class PipedHealth
{
    /// <exception cref="SysOpsException">HealthInputInvalid: the object has no status of health.</exception>
    public static HealthStatus StatusOf(PSObject item)
    {
        string? text = item.Properties["Status"]?.Value?.ToString();
        return Enum.TryParse(text, ignoreCase: true, out HealthStatus status) && Enum.IsDefined(status)
            ? status
            : throw new SysOpsException(
                ErrorCatalogue.HealthInputInvalid, $"'{item}' is no component's health: it has no property Status that Get-SystemHealth writes.", "Pipe the output of Get-SystemHealth.", item);
    }
}
