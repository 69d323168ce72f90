using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>Pressure stall information (https://docs.kernel.org/accounting/psi.html).</summary>
internal static class PressureFile
{
    /// <summary>Percent of the last ten seconds in which at least one task waited; null when the kernel has it turned off.</summary>
    public static double? SomeAverage10(string path)
    {
        try
        {
            string? some = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("some ", StringComparison.Ordinal));
            string? figure = some?.Split(' ').FirstOrDefault(part => part.StartsWith("avg10=", StringComparison.Ordinal));
            return figure is null ? null : double.Parse(figure.AsSpan("avg10=".Length), CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file is there and cannot be read when the kernel was started with psi=0, or keeps it from containers.
            return null;
        }
    }
}
