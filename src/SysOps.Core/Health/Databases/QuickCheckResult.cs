namespace SysOps.Health.Databases;

/// <summary>The outcome of a quick_check that came to its end.</summary>
internal sealed record QuickCheckResult(DateTimeOffset Time, string Result)
{
    public bool IsSound => Result == "ok";
}
