namespace SysOps.Health;

/// <summary>The units of measured values: UCUM codes, as OpenTelemetry uses them (https://opentelemetry.io/docs/specs/semconv/general/metrics/).</summary>
public static class Units
{
    public const string Seconds = "s";
    public const string Bytes = "By";
    public const string Percent = "%";
    public const string Count = "1";
    public const string BytesPerSecond = "By/s";
    public const string PerSecond = "1/s";
    public const string Days = "d";
}
